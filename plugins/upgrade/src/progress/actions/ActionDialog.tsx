import { useApi } from '@backstage/frontend-plugin-api';
import {
  isSetAside,
  UpgradeApi,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { useState } from 'react';
import { upgradeApiRef } from '../../apis';
import { ConfirmDialog, Friction } from '../../parts/dialog/ConfirmDialog';
import { useAnnouncer } from '../../parts/LiveAnnouncer';
import { useText } from '../../parts/useText';
import { ActionContext } from './ActionContext';
import { SilenceChoice, SilenceFields } from './SilenceFields';
import {
  CancelEffect,
  EndEffect,
  PauseEffect,
  RetryEffect,
  RollbackEffectPreview,
} from './effectPreviews';
import { overtakenBy } from './overtakenBy';
import { nameKeyOf } from './runActions';

/** Actions that are confirmed. */
export type DialogAction =
  'pause' | 'retry' | 'end' | 'cancel' | 'rollback' | 'silence';

const DESTRUCTIVE: readonly DialogAction[] = ['end', 'cancel', 'rollback'];

/** The more can't be taken back, the more is asked. */
function frictionOf(action: DialogAction, cluster: string): Friction {
  switch (action) {
    case 'retry':
      return { reason: 'none' };
    case 'pause':
    case 'cancel':
      return { reason: 'optional' };
    case 'end':
      return { reason: 'compulsory' };
    default:
      return { reason: 'compulsory', typedName: cluster };
  }
}

function verbKeyOf(action: DialogAction, state: UpgradeState) {
  return action === 'retry' && isSetAside(state)
    ? 'progress.actions.takeUpAgainVerb'
    : (`progress.actions.${action}Verb` as const);
}

async function send(
  api: UpgradeApi,
  action: DialogAction,
  { id, seq }: UpgradeState,
  { reason, choice }: { reason: string | undefined; choice: SilenceChoice },
) {
  const request = { reason, expectedSeq: seq };
  switch (action) {
    case 'pause':
      return api.pauseUpgrade(id, request);
    case 'retry':
      return api.retryUpgrade(id, request);
    case 'end':
      return api.endUpgrade(id, { ...request, reason: reason ?? '' });
    case 'cancel':
      return api.cancelUpgrade(id, request);
    case 'rollback':
      return api.rollBackUpgrade(id, request);
    default:
      return api.silenceThreshold(id, {
        applicationId: choice.applicationId ?? '',
        forMs: choice.minutes * 60_000,
        reason: reason ?? '',
        expectedSeq: seq,
      });
  }
}

/** Shows what an action will do and asks for what it demands. */
export function ActionDialog({
  action,
  context,
  blockedBy,
  onClose,
}: {
  action: DialogAction;
  context: ActionContext;
  blockedBy?: string;
  onClose(): void;
}) {
  const t = useText();
  const api = useApi(upgradeApiRef);
  const announcer = useAnnouncer();
  const [choice, setChoice] = useState<SilenceChoice>({ minutes: 15 });
  const [opened] = useState(context);
  const { state } = context;
  const name = t(nameKeyOf(action, opened.state));
  // What can't be done any more has no effect to show: the reader keeps what was there before.
  const previewed = blockedBy === undefined ? context : opened;
  const overtaken = overtakenBy(opened.state, state, t);

  const confirm = async (reason: string | undefined) => {
    await send(api, action, state, { reason, choice });
    announcer.politely(t('progress.actions.sent', { action: name }));
  };

  const needsChoice = action === 'silence' && !choice.applicationId;
  return (
    <ConfirmDialog
      title={name}
      verb={t(verbKeyOf(action, opened.state), {
        cluster: context.cluster.title,
      })}
      isDestructive={DESTRUCTIVE.includes(action)}
      friction={frictionOf(action, context.cluster.name)}
      leave={t(`progress.actions.${action}Leave`)}
      blockedBy={blockedBy && [overtaken, blockedBy].join(' ').trim()}
      isIncomplete={needsChoice}
      onConfirm={confirm}
      onClose={onClose}
    >
      {action === 'pause' && <PauseEffect context={previewed} />}
      {action === 'retry' && <RetryEffect context={previewed} />}
      {action === 'end' && <EndEffect context={previewed} />}
      {action === 'cancel' && <CancelEffect context={previewed} />}
      {action === 'rollback' && <RollbackEffectPreview context={previewed} />}
      {action === 'silence' && (
        <SilenceFields state={state} choice={choice} onChange={setChoice} />
      )}
    </ConfirmDialog>
  );
}
