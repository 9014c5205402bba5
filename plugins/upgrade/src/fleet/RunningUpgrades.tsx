import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  ClusterOverview,
  UpgradeSummary,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Section } from '../parts/frame/Section';
import { StatusLabel } from '../parts/status/StatusLabel';
import { glyphOfUpgrade, wordOfUpgrade } from '../parts/status/statusKinds';
import { Elapsed } from '../parts/time/Elapsed';
import { useText } from '../parts/useText';
import { runRouteRef } from '../routes';
import styles from './fleet.module.css';
import { Count } from './NeedsYou';

/** What is under way: how far, and for how long already. */
export function RunningUpgrades({
  clusters,
}: {
  clusters: readonly ClusterOverview[];
}) {
  const t = useText();
  const running = clusters.flatMap(({ title, activeUpgrade }) =>
    activeUpgrade ? [{ title, upgrade: activeUpgrade }] : [],
  );
  return (
    <Section title={t('fleet.running')} aside={<Count of={running} />}>
      {running.length === 0 ? (
        <p className={styles.sub}>{t('fleet.nothingRuns')}</p>
      ) : (
        <ul className={styles.rows}>
          {running.map(({ title, upgrade }) => (
            <li key={upgrade.id} className={styles.row}>
              <RunningUpgrade title={title} upgrade={upgrade} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function RunningUpgrade({
  title,
  upgrade,
}: {
  title: string;
  upgrade: UpgradeSummary;
}) {
  const t = useText();
  const runRoute = useRouteRef(runRouteRef);
  const { id, fromVersion: from, toVersion: to, startedAtMs } = upgrade;
  return (
    <div className={styles.grow}>
      <div className={styles.line}>
        <Link
          href={runRoute?.({ upgradeId: id })}
          aria-label={t('fleet.openRun', { cluster: title })}
        >
          {title}
        </Link>
        <span className={styles.sub}>
          <Elapsed sinceMs={startedAtMs ?? upgrade.requestedAtMs} />
        </span>
      </div>
      <ProgressBar
        label={t('fleet.progressOf', { cluster: title })}
        upgrade={upgrade}
      />
      <div className={styles.line}>
        <StatusLabel glyph={glyphOfUpgrade(upgrade)} isPlain>
          {t(wordOfUpgrade(upgrade))}
        </StatusLabel>
        <span className={styles.sub}>
          {t('entity.history.fromTo', { from, to })}
        </span>
      </div>
    </div>
  );
}

/** One bar and its percent. */
export function ProgressBar({
  label,
  upgrade: { progress },
}: {
  label: string;
  upgrade: UpgradeSummary;
}) {
  const t = useText();
  const { done, total } = progress ?? { done: 0, total: 0 };
  const percent = total === 0 ? 0 : Math.floor((done / total) * 100);
  return (
    <div className={styles.progress}>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={t('fleet.progress', { done, total })}
        className={styles.track}
      >
        <span className={styles.fill} style={{ width: `${percent}%` }} />
      </div>
      <span className={styles.percent}>{t('fleet.percent', { percent })}</span>
    </div>
  );
}
