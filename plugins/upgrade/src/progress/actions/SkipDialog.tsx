import { useApi } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { outcomeShortOf } from '@cluster-upgrade/plugin-upgrade-common';
import { upgradeApiRef } from '../../apis';
import { ConfirmDialog } from '../../parts/dialog/ConfirmDialog';
import { useAnnouncer } from '../../parts/LiveAnnouncer';
import { useText } from '../../parts/useText';
import { laneOfTarget, skippableLane } from '../model/skippableLane';
import { TargetView } from '../model/targetViews';
import { ActionContext } from './ActionContext';
import { Titles } from './effectPreviews';

/** Says what going round a target comes to, and asks for it with a reason. */
export function SkipDialog({
  target,
  context,
  blockedBy,
  onClose,
}: {
  target: TargetView;
  context: ActionContext;
  blockedBy?: string;
  onClose(): void;
}) {
  const t = useText();
  const api = useApi(upgradeApiRef);
  const announcer = useAnnouncer();
  const { plans, state } = context;
  const { name, kind } = target;
  const verb = t('progress.actions.skipVerb', { name });
  const isOver = skippableLane(plans, state, target.id) === undefined;

  const confirm = async (reason: string | undefined) => {
    await api.skipLane(state.id, {
      laneId: laneOfTarget(plans, target.id),
      reason: reason ?? '',
      expectedSeq: state.seq,
    });
    announcer.politely(t('progress.actions.sent', { action: verb }));
  };

  return (
    <ConfirmDialog
      title={t('progress.actions.skipThis', { kind })}
      verb={verb}
      isDestructive
      friction={{ reason: 'compulsory' }}
      leave={t('progress.actions.skipLeave')}
      blockedBy={
        blockedBy ?? (isOver ? t('progress.actions.skipOver') : undefined)
      }
      onConfirm={confirm}
      onClose={onClose}
    >
      <SkipEffect target={target} context={context} />
    </ConfirmDialog>
  );
}

function SkipEffect({
  target: { id, name },
  context: { plans, state },
}: {
  target: TargetView;
  context: ActionContext;
}) {
  const t = useText();
  const borrowed = skippableLane(plans, state, id)?.givenBack ?? [];
  const isForward = state.activePlan === 'upgrade';
  return (
    <>
      <Text as="p">{t('progress.actions.skipEffect', { name })}</Text>
      {isForward ? (
        <>
          <Text as="p">
            {t(
              borrowed.length > 0
                ? 'progress.actions.skipGivenBack'
                : 'progress.actions.skipNothing',
            )}
          </Text>
          <Titles titles={borrowed} />
        </>
      ) : (
        <Text as="p">{t('progress.actions.skipKept')}</Text>
      )}
      <Text as="p" weight="bold">
        {t('progress.actions.skipEnd', {
          name,
          outcome: t(`parts.outcome.${outcomeShortOf(state)}`),
        })}
      </Text>
    </>
  );
}
