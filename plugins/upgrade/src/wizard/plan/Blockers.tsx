import { Button, Text } from '@backstage/ui';
import {
  PlanView,
  StartBlockerKind,
} from '@cluster-upgrade/plugin-upgrade-common';
import { StatusLabel } from '../../parts/status/StatusLabel';
import { useText } from '../../parts/useText';
import { OtherUpgradeLink } from '../StartNotice';
import styles from '../wizard.module.css';

/** What the verification step can do something about. */
const OF_VERIFICATION: ReadonlySet<StartBlockerKind> = new Set([
  'not-verified',
  'verification-expired',
  'hard-block',
  'soft-block',
  'not-checked',
] as StartBlockerKind[]);

/** Whether a start waits for something that the verification found, or for the verification itself. */
export function isBlockedByVerification({ blockers }: PlanView): boolean {
  return blockers.some(({ kind }) => OF_VERIFICATION.has(kind));
}

/** What stands in the way of a start, each with what to do and the way to where it is done. */
export function Blockers({
  view: { blockers },
  onFinding,
}: {
  view: PlanView;
  onFinding(findingId: string | undefined): void;
}) {
  const t = useText();
  if (blockers.length === 0) {
    return null;
  }
  return (
    <section aria-label={t('wizard.plan.blockers')}>
      <Text as="h3" variant="body-large" weight="bold">
        {t('wizard.plan.blockers')}
      </Text>
      <ul className={styles.findings}>
        {blockers.map(({ kind, findingId, reason, remedy }) => (
          <li key={`${kind} ${findingId}`} className={styles.finding}>
            <StatusLabel
              glyph={kind === 'hard-block' ? 'failed' : 'needs-you'}
              isPlain
            >
              {reason.text}
            </StatusLabel>
            <span className={styles.small}>{remedy}</span>
            <div>
              <OtherUpgradeLink reason={reason} />
            </div>
            {OF_VERIFICATION.has(kind) && (
              <div>
                <Button
                  variant="secondary"
                  size="small"
                  onPress={() => onFinding(findingId)}
                >
                  {t('wizard.plan.toFinding')}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
