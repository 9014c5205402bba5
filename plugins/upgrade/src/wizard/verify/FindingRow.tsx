import { Button } from '@backstage/ui';
import {
  ActionAvailability,
  Finding,
  findingTitle,
  objectText,
  Override,
  PlanView,
  whoText,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Facts } from '../../parts/frame/Facts';
import { GuardedButton } from '../../parts/GuardedButton';
import { PersonLink } from '../../parts/PersonLink';
import { StatusLabel } from '../../parts/status/StatusLabel';
import { glyphOfFinding } from '../../parts/status/statusKinds';
import { momentText } from '../../parts/time/formats';
import { useLocale } from '../../parts/time/useLocale';
import { useText } from '../../parts/useText';
import styles from '../wizard.module.css';

const OBJECTS_NAMED = 5;

/** What can be done with a finding. */
export interface FindingActions {
  onAgain(): void;
  onAccept(): void;
  onWithdraw(): void;
}

/** One finding: seen against needed, whom it concerns, what to do, and who accepted it. */
export function FindingRow({
  finding,
  view,
  ...actions
}: { finding: Finding; view: PlanView } & FindingActions) {
  const t = useText();
  const { id, status } = finding;
  const voided = view.voidOverrides.find(({ findingId }) => findingId === id);
  const override = voided
    ? undefined
    : view.overrides.find(({ findingId }) => findingId === id);
  return (
    <li className={styles.finding} id={findingAnchor(id)} tabIndex={-1}>
      <div className={styles.row}>
        <StatusLabel glyph={override ? 'skipped' : glyphOfFinding(status)}>
          {t(override ? 'parts.finding.overridden' : `parts.finding.${status}`)}
        </StatusLabel>
        <strong>{findingTitle(finding)}</strong>
      </div>
      <FindingFacts finding={finding} />
      {voided && (
        <span>{t('wizard.verify.void', { reason: voided.reason.text })}</span>
      )}
      {override && <Accepted override={override} />}
      <FindingButtons
        finding={finding}
        isAccepted={override !== undefined}
        right={view.actions.override}
        {...actions}
      />
    </li>
  );
}

/** Where a finding stands on the page, for links from the plan. */
export const findingAnchor = (findingId: string) => `finding-${findingId}`;

function FindingButtons({
  finding: { title, status },
  isAccepted,
  right,
  onAgain,
  onAccept,
  onWithdraw,
}: {
  finding: Finding;
  isAccepted: boolean;
  right: ActionAvailability;
} & FindingActions) {
  const t = useText();
  const canBeAccepted =
    !isAccepted && (status === 'soft-block' || status === 'not-checked');
  const reason = right.available ? undefined : right.reason.text;
  return (
    <>
      <div className={styles.row}>
        <Button
          variant="secondary"
          size="small"
          aria-label={t('wizard.verify.againOf', { title })}
          onPress={onAgain}
        >
          {t('wizard.verify.againOne')}
        </Button>
        {canBeAccepted && (
          <GuardedButton
            variant="secondary"
            size="small"
            aria-label={t('wizard.verify.overrideOf', { title })}
            unavailable={reason}
            onPress={onAccept}
          >
            {t('wizard.verify.override')}
          </GuardedButton>
        )}
        {isAccepted && (
          <Button
            variant="tertiary"
            size="small"
            aria-label={t('wizard.verify.withdrawOf', { title })}
            onPress={onWithdraw}
          >
            {t('wizard.verify.withdraw')}
          </Button>
        )}
      </div>
      {canBeAccepted && reason && (
        <span className={styles.small}>{reason}</span>
      )}
    </>
  );
}

function Accepted({ override }: { override: Override }) {
  const t = useText();
  const locale = useLocale();
  return (
    <span>
      {t('wizard.verify.accepted', {
        who: whoText(override.by),
        time: momentText(override.atMs, Date.now(), locale),
        reason: override.reason,
      })}
    </span>
  );
}

/** What a finding says, for the row and for the dialog that accepts it. */
export function FindingFacts({ finding }: { finding: Finding }) {
  const t = useText();
  const { observed, needed, objects, ownerRefs, remedy } = finding;
  const named = objects.slice(0, OBJECTS_NAMED).map(objectText);
  const rest = objects.length - named.length;
  const optional = [
    objects.length > 0 && {
      name: t('wizard.verify.objects', { count: objects.length }),
      value:
        rest > 0
          ? t('entity.now.andMore', { parts: named.join(', '), count: rest })
          : named.join(', '),
    },
    ownerRefs.length > 0 && {
      name: t('wizard.verify.owners'),
      value: ownerRefs.map(ref => (
        <span key={ref}>
          <PersonLink actor={ref} />{' '}
        </span>
      )),
    },
    remedy && { name: t('wizard.verify.remedy'), value: remedy },
  ];
  return (
    <Facts
      facts={[
        { name: t('wizard.verify.observed'), value: observed },
        { name: t('wizard.verify.needed'), value: needed },
        ...optional.filter(fact => typeof fact === 'object'),
      ]}
    />
  );
}
