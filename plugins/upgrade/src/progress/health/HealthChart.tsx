import { useText } from '../../parts/useText';
import { momentText } from '../../parts/time/formats';
import { useLocale } from '../../parts/time/useLocale';
import { HealthPoint, HealthView } from '../model/healthSeries';
import styles from './health.module.css';

const WIDTH = 240;
const HEIGHT = 56;
const PAD = 4;
/** The line is crossed by the first failure too many, and seen above the axis where none is allowed. */
const ABOVE = 0.5;

/** Failing instances over time against what is allowed; the same in words as its name. */
export function HealthChart({
  view: { health, points },
  nowMs,
}: {
  view: HealthView;
  nowMs: number;
}) {
  const t = useText();
  const locale = useLocale();
  const fromMs = points[0].atMs;
  const scale = scaleOf(points, health.allowedInstances, nowMs);
  const name = t('progress.health.chart', {
    application: health.applicationId,
    verdict: t(`parts.verdict.${health.verdict}`),
    failing: health.failing.length,
    allowed: health.allowedInstances,
    from: momentText(fromMs, nowMs, locale),
    to: momentText(nowMs, nowMs, locale),
    most: Math.max(...points.map(({ failing }) => failing)),
  });
  return (
    <svg
      role="img"
      aria-label={name}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={styles.chart}
      data-verdict={health.verdict}
    >
      <line
        x1={0}
        x2={WIDTH}
        y1={scale.y(health.allowedInstances + ABOVE)}
        y2={scale.y(health.allowedInstances + ABOVE)}
        className={styles.threshold}
      />
      <path d={areaPath(points, scale, nowMs)} className={styles.area} />
      <path d={linePath(points, scale, nowMs)} className={styles.series} />
    </svg>
  );
}

interface Scale {
  x(atMs: number): number;
  y(failing: number): number;
}

function scaleOf(
  points: readonly HealthPoint[],
  allowed: number,
  nowMs: number,
): Scale {
  const fromMs = points[0].atMs;
  const span = Math.max(1, nowMs - fromMs);
  const top = Math.max(allowed, ...points.map(({ failing }) => failing)) + 1;
  return {
    x: atMs => (Math.min(span, atMs - fromMs) / span) * WIDTH,
    y: failing => HEIGHT - PAD - (failing / top) * (HEIGHT - 2 * PAD),
  };
}

/** A value holds until the next one: a stair, not a slope. */
function linePath(
  points: readonly HealthPoint[],
  { x, y }: Scale,
  nowMs: number,
): string {
  const stairs = points.map(({ atMs, failing }, index) =>
    index === 0
      ? `M${round(x(atMs))} ${round(y(failing))}`
      : `H${round(x(atMs))}V${round(y(failing))}`,
  );
  return `${stairs.join('')}H${round(x(nowMs))}`;
}

function areaPath(
  points: readonly HealthPoint[],
  scale: Scale,
  nowMs: number,
): string {
  const floor = round(scale.y(0));
  return `${linePath(points, scale, nowMs)}V${floor}H${round(scale.x(points[0].atMs))}Z`;
}

const round = (value: number) => Math.round(value * 10) / 10;
