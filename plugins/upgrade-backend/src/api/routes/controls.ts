import {
  ControlAccepted,
  ControlAction,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { ApiServices } from '../ApiServices';
import { RouteAnswer, RouteCall, RouteHandlers } from '../RouteHandler';

type ControlOperation =
  | 'pauseUpgrade'
  | 'resumeUpgrade'
  | 'cancelUpgrade'
  | 'rollBackUpgrade'
  | 'retryUpgrade'
  | 'endUpgrade';

/** What people ask of a running upgrade. */
export function controlRoutes(
  services: Pick<ApiServices, 'requests' | 'clock'>,
): Pick<
  RouteHandlers,
  ControlOperation | 'skipLane' | 'silenceThreshold' | 'addNote'
> {
  const { requests, clock } = services;

  const control =
    (action: ControlAction) =>
    async ({ subject, body, caller }: RouteCall<ControlOperation>) => {
      const { id } = subject.upgrade;
      return accepted(
        202,
        await requests.control(id, action, { ...body, actor: caller.actor }),
      );
    };

  return {
    pauseUpgrade: control('pause'),
    resumeUpgrade: control('resume'),
    cancelUpgrade: control('cancel'),
    rollBackUpgrade: control('rollback'),
    retryUpgrade: control('retry'),
    endUpgrade: control('end'),

    async skipLane({ subject, body, caller }) {
      const state = await requests.skip(subject.upgrade.id, body, {
        actor: caller.actor,
        expectedSeq: body.expectedSeq,
      });
      return accepted(202, state);
    },

    async silenceThreshold({ subject, body, caller }) {
      const { id } = subject.upgrade;
      const { applicationId, reason, forMs, expectedSeq } = body;
      const state = await requests.silence(
        id,
        { applicationId, reason, untilMs: clock.now() + forMs },
        { actor: caller.actor, expectedSeq },
      );
      return accepted(202, state);
    },

    async addNote({ subject, body, caller }) {
      const { actor } = caller;
      const state = await requests.note(subject.upgrade.id, body.text, {
        actor,
      });
      return accepted(201, state);
    },
  };
}

function accepted(
  status: number,
  { id, seq }: UpgradeState,
): RouteAnswer<ControlAccepted> {
  return { status, json: { upgradeId: id, seq } };
}
