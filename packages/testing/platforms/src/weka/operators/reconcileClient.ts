import {
  after,
  Reconciliation,
  statusPatch,
} from '@cluster-upgrade/cluster-simulator/operatorKit';
import { setImage } from './setImage';
import {
  isLeftOut,
  isRunning,
  isUnderWay,
  WekaClient,
  WekaContainer,
  wekaResources,
} from './wekaObjects';

/** What the API fills in where a client names no policy. */
const DEFAULT_POLICY = 'all-at-once';

/**
 * Brings a client's containers to its image, by its policy: `rolling` takes one after the other, the
 * others tell all at once. When each is really replaced is the container's own affair, which is why it is told
 * the policy too.
 *
 * @internal
 */
export function reconcileClient(
  client: WekaClient,
  containers: readonly WekaContainer[],
): Reconciliation {
  const { image, upgradePolicy } = client.spec;
  const counted = containers.filter(container => !isLeftOut(container));
  const behind = counted.filter(({ spec }) => spec.image !== image);
  const isBusy = counted.some(container => isUnderWay(container, image));
  const isRolling = (upgradePolicy?.type ?? DEFAULT_POLICY) === 'rolling';
  const taken = isRolling ? behind.slice(0, isBusy ? 0 : 1) : behind;
  return after(
    statusPatch(wekaResources.clients, client, {
      ...client.status,
      status: statusOf(client, counted, behind.length > 0 || isBusy),
      stats: {
        containers: {
          active: counted.filter(isRunning).length,
          created: containers.length,
          desired: counted.length,
        },
      },
    }),
    {
      writes: taken.map(container =>
        setImage(container, image, upgradePolicy?.type),
      ),
    },
  );
}

function statusOf(
  { status }: WekaClient,
  counted: readonly WekaContainer[],
  isBehind: boolean,
): string {
  const wasRunning = ['Running', 'Upgrading'].includes(status?.status ?? '');
  if (wasRunning && isBehind) {
    return 'Upgrading';
  }
  return counted.length > 0 && !isBehind ? 'Running' : 'Init';
}
