import { useApi } from '@backstage/frontend-plugin-api';
import {
  isSetAside,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { useState } from 'react';
import { upgradeApiRef } from '../../apis';
import { ConfirmDialog, Friction } from '../../parts/dialog/ConfirmDialog';
import { useAnnouncer } from '../../parts/LiveAnnouncer';
import { useText } from '../../parts/useText';
import type { ActionContext } from './ActionBar';
import { DisregardChoice, DisregardFields } from './DisregardFields';
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
  'pause' | 'retry' | 'end' | 'cancel' | 'rollback' | 'disregard';

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
  const [choice, setChoice] = useState<DisregardChoice>({ minutes: 15 });
  const [opened] = useState(context);
  const { state } = context;
  const cluster = context.cluster.name;
  const name = t(nameKeyOf(action, opened.state));
  // What can't be done any more has no effect to show: the reader keeps what was there before.
  const previewed = blockedBy === undefined ? context : opened;
  const overtaken = overtakenBy(opened.state, state, t);

  const confirm = async (reason: string | undefined) => {
    const request = { reason, expectedSeq: state.seq };
    switch (action) {
      case 'pause':
        await api.pauseUpgrade(state.id, request);
        break;
      case 'retry':
        await api.retryUpgrade(state.id, request);
        break;
      case 'end':
        await api.endUpgrade(state.id, { ...request, reason: reason ?? '' });
        break;
      case 'cancel':
        await api.cancelUpgrade(state.id, request);
        break;
      case 'rollback':
        await api.rollBackUpgrade(state.id, request);
        break;
      default:
        await api.disregardThreshold(state.id, {
          applicationId: choice.applicationId ?? '',
          forMs: choice.minutes * 60_000,
          reason: reason ?? '',
          expectedSeq: state.seq,
        });
    }
    announcer.politely(t('progress.actions.sent', { action: name }));
  };

  const needsChoice = action === 'disregard' && !choice.applicationId;
  return (
    <ConfirmDialog
      title={name}
      verb={t(verbKeyOf(action, opened.state), { cluster })}
      isDestructive={DESTRUCTIVE.includes(action)}
      friction={frictionOf(action, cluster)}
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
      {action === 'disregard' && (
        <DisregardFields state={state} choice={choice} onChange={setChoice} />
      )}
    </ConfirmDialog>
  );
}
