import {
  ComponentInfo,
  Disruption,
  PlanStep,
} from '@cluster-upgrade/plugin-upgrade-common';
import { libraryStep, PlanInput } from '@cluster-upgrade/plugin-upgrade-node';
import { ClientPolicy, WEKA_CONTAINER } from '../resources';
import { WekaPlanFacts } from './planFacts';
import {
  blankStep,
  CONTAINER_LIMIT_MS,
  imageFor,
  STALL_MS,
  WRITE_LIMIT_MS,
} from './planSteps';

/** What each policy of a WekaClient does to those who mount through it. */
const DISRUPTION: Record<ClientPolicy, Disruption> = {
  manual: {
    level: 'brief',
    text: 'a person deletes the pods, whenever their workloads allow it',
  },
  rolling: {
    level: 'brief',
    text: 'one after the other, each when nothing is mounted through it',
  },
  'all-at-once': {
    level: 'brief',
    text: 'all together, each when nothing is mounted through it',
  },
  'all-at-once-force': {
    level: 'outage',
    text: 'all together and at once: what is mounted through them is interrupted (upgradePolicy all-at-once-force)',
  },
};

/** The image of one WekaClient, and its containers as they come to it. */
export function clientSteps(
  client: ComponentInfo,
  input: PlanInput,
  facts: WekaPlanFacts,
): PlanStep[] {
  const { name } = client.object;
  const key = client.id.replace(/^client-/, '');
  const image = imageFor(client, input);
  const object = { ...client.object, plural: 'wekaclients' };
  const policy = facts.clientPolicies[client.id] ?? 'all-at-once';
  const disruption = DISRUPTION[policy];
  return [
    {
      ...blankStep,
      id: `clients/${key}/trigger`,
      phaseId: 'clients',
      title: `Ask for ${image} on the WekaClient ${name}`,
      ...libraryStep('patch-object', {
        object,
        patch: { spec: { image } },
        isVersionChecked: true,
      }),
      subject: client.id,
      reversibility: 'revert',
      disruption,
      limitMs: WRITE_LIMIT_MS,
      undo: [
        {
          id: `back/client/${key}`,
          phaseId: 'back-clients',
          title: `Set the image of ${name} back`,
          ...libraryStep('restore-object', { object }),
          subject: client.id,
          limitMs: WRITE_LIMIT_MS,
          disruption,
          when: 'rollback',
        },
        {
          id: `back/client/${key}/await`,
          phaseId: 'back-clients',
          title: awaitTitle(client, policy, 'back'),
          ...awaitClient(client, client.images[WEKA_CONTAINER]),
          disruption,
          when: 'rollback',
        },
      ],
    },
    {
      ...blankStep,
      id: `clients/${key}/await`,
      phaseId: 'clients',
      title: awaitTitle(client, policy, `to ${input.target.version}`),
      ...awaitClient(client, image),
      reversibility: 'nothing-to-revert',
      pausing:
        policy === 'manual'
          ? { kind: 'held' }
          : {
              kind: 'finished-first',
              why: "the Weka operator's pause is for the storage cluster, and clients go on without it",
            },
      disruption,
    },
  ];
}

function awaitTitle(
  { object: { name } }: ComponentInfo,
  policy: ClientPolicy,
  whereTo: string,
): string {
  return policy === 'manual'
    ? `The containers of ${name} come ${whereTo} as people delete their pods`
    : `The operator brings the containers of ${name} ${whereTo}`;
}

function awaitClient(
  client: ComponentInfo,
  image: string,
): Pick<PlanStep, 'kind' | 'input' | 'subject' | 'limitMs'> {
  const { namespace = '', name } = client.object;
  return {
    kind: 'weka-await-client',
    input: {
      namespace,
      client: name,
      image,
      title: `containers of ${name}`,
      stallMs: STALL_MS,
    },
    subject: client.id,
    limitMs: CONTAINER_LIMIT_MS * Math.max(client.desired, 1),
  };
}
