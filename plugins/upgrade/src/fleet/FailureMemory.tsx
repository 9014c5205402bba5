import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { UpgradeSummary } from '@cluster-upgrade/plugin-upgrade-common';
import { StatusLabel } from '../parts/status/StatusLabel';
import { glyphOfUpgrade } from '../parts/status/statusKinds';
import { momentText } from '../parts/time/formats';
import { useLocale } from '../parts/time/useLocale';
import { Text, useText } from '../parts/useText';
import { reportRouteRef } from '../routes';

/** What became of the last attempt and why, so that the next one begins with it. */
export function FailureMemory({ upgrade }: { upgrade: UpgradeSummary }) {
  const t = useText();
  const locale = useLocale();
  const report = useRouteRef(reportRouteRef);
  return (
    <StatusLabel glyph={glyphOfUpgrade(upgrade)} isPlain>
      <span>
        {failureText(upgrade, t, locale)}{' '}
        <Link
          href={report?.({ upgradeId: upgrade.id })}
          aria-label={t('fleet.memory.reportOf', {
            version: upgrade.toVersion,
          })}
        >
          {t('fleet.memory.report')}
        </Link>
      </span>
    </StatusLabel>
  );
}

/** `v1.5.0 was rolled back here at 14:30: shop/shop had 1 failing instance, 0 allowed.` */
export function failureText(
  upgrade: UpgradeSummary,
  t: Text,
  locale: string | undefined,
): string {
  const { toVersion: version, outcome, finishedAtMs, requestedAtMs } = upgrade;
  const time = momentText(finishedAtMs ?? requestedAtMs, Date.now(), locale);
  const why = causeText(upgrade, t);
  const what = t(
    outcome === 'rolled-back' ||
      outcome === 'rolled-back-with-leftovers' ||
      outcome === 'rollback-failed'
      ? `fleet.memory.${outcome}`
      : 'fleet.memory.stopped',
    { version, time },
  );
  return why ? t('fleet.memory.because', { what, why }) : `${what}.`;
}

function causeText({ failure }: UpgradeSummary, t: Text): string | undefined {
  if (!failure) {
    return undefined;
  }
  const { code, params, text } = failure.cause;
  if (code !== 'threshold-exceeded' || !params) {
    return text.replace(/\.$/, '');
  }
  return t('fleet.memory.cause', {
    application: params.application,
    reason: t(reasonKey(params.reason)),
    failing: params.failing,
    allowed: params.allowed,
  });
}

const REASONS = [
  'crash-loop',
  'image-pull',
  'not-ready',
  'restarted',
  'unschedulable',
] as const;

/** Also for logs that were written before reasons were kept. */
function reasonKey(reason: string | number | undefined) {
  const known = REASONS.find(name => name === reason) ?? 'failed';
  return `fleet.memory.reason.${known}` as const;
}
