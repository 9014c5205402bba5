import { ControlAction } from '@cluster-upgrade/plugin-upgrade-common';
import { ApiServices } from '../ApiServices';
import { RouteHandler, RouteHandlers } from '../RouteHandler';

type ControlOperation =
  | 'pauseUpgrade'
  | 'resumeUpgrade'
  | 'cancelUpgrade'
  | 'rollBackUpgrade'
  | 'retryUpgrade';

/** What people ask of a running upgrade. */
export function controlRoutes({
  requests,
  clock,
}: Pick<ApiServices, 'requests' | 'clock'>): Pick<
  RouteHandlers,
  ControlOperation | 'disregardThreshold' | 'addNote'
> {
  const control =
    (action: ControlAction): RouteHandler<ControlOperation> =>
    async ({ subject, body, caller }) => {
      const upgradeId = subject.upgrade.id;
      const seq = await requests.append(
        upgradeId,
        action,
        {
          actor: caller.actor,
          type: 'control-requested',
          data: { action, reason: body.reason },
        },
        body.expectedSeq,
      );
      return { status: 202, json: { upgradeId, seq } };
    };

  return {
    pauseUpgrade: control('pause'),
    resumeUpgrade: control('resume'),
    cancelUpgrade: control('cancel'),
    rollBackUpgrade: control('rollback'),
    retryUpgrade: control('retry'),

    async disregardThreshold({ subject, body, caller }) {
      const upgradeId = subject.upgrade.id;
      const { applicationId, reason, forMs, expectedSeq } = body;
      const seq = await requests.append(
        upgradeId,
        'disregard',
        {
          actor: caller.actor,
          type: 'disregarded',
          data: { applicationId, reason, untilMs: clock.now() + forMs },
        },
        expectedSeq,
      );
      return { status: 202, json: { upgradeId, seq } };
    },

    async addNote({ subject, body, caller }) {
      const upgradeId = subject.upgrade.id;
      const seq = await requests.append(upgradeId, 'note', {
        actor: caller.actor,
        type: 'note',
        data: { text: body.text },
      });
      return { status: 201, json: { upgradeId, seq } };
    },
  };
}
