import {
  ComponentInfo,
  PlanChange,
  PlanStep,
  UndoStep,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import { libraryStep, PlanInput } from '@cluster-upgrade/plugin-upgrade-node';

import { isBackendMode } from './resources';

const CONTAINER = 'weka-container';
/** Replacing one container: 900 s, and up to 300 s until its pod lets go (operator's default). */
const CONTAINER_LIMIT_MS = 1_200_000;
const WRITE_LIMIT_MS = 60_000;
const STALL_MS = 600_000;

const FORWARD_ONLY =
  'forward only: Weka does not go back once a container runs the new version';

/**
 * Drives, compute, frontends, then the clients: the operator does the work of each and waits where the
 * data would not be safe; the plan triggers it, watches and knows why it waits (seed 001).
 */
export function compilePlan(input: PlanInput): UpgradePlan {
  const { inventory, target, path, strategy, thresholds } = input;
  const backends = inventory.components.filter(isBackend);
  const clients = inventory.components.filter(
    component => !isBackend(component),
  );
  const steps = [
    ...backendSteps(backends, input),
    ...clients.flatMap(client => clientSteps(client, input)),
    soakStep(input),
  ];
  return {
    schemaVersion: 1,
    kind: 'upgrade',
    clusterRef: inventory.clusterRef,
    platform: 'weka',
    fromVersion: inventory.version ?? 'mixed',
    toVersion: target.version,
    path,
    strategy,
    thresholds,
    phases: [
      { id: 'drives', title: 'Drive containers' },
      { id: 'compute', title: 'Compute containers' },
      { id: 'frontends', title: 'S3 and NFS frontends' },
      { id: 'finalize', title: 'Finalize the storage cluster' },
      { id: 'clients', title: 'Clients' },
      { id: 'soak', title: 'Soak' },
    ].filter(phase => steps.some(step => step.phaseId === phase.id)),
    steps: chained(steps),
    laneLimits: {},
    snapshot: distinctOwners(inventory.components).map(component => ({
      object: component.object,
      pointers: ['/spec/image'],
    })),
    rollbackPhases: [
      { id: 'back-clients', title: 'Clients back' },
      { id: 'back-backends', title: 'Storage cluster: stop or go back' },
    ],
    changes: distinctOwners(inventory.components).map(component =>
      changeOf(component, input),
    ),
  };
}

function isBackend({ id }: ComponentInfo): boolean {
  return isBackendMode(id);
}

/** One step at a time, in order: nothing of this platform runs side by side. */
function chained(steps: PlanStep[]): PlanStep[] {
  return steps.map((step, index) => ({
    ...step,
    dependsOn: index === 0 ? [] : [steps[index - 1].id],
  }));
}

function backendSteps(
  backends: readonly ComponentInfo[],
  input: PlanInput,
): PlanStep[] {
  if (backends.length === 0) {
    return [];
  }
  const image = imageFor(backends[0], input);
  const { namespace = '', name } = backends[0].object;
  const phases = [
    { phaseId: 'drives', modes: ['drive'], title: 'drive containers' },
    { phaseId: 'compute', modes: ['compute'], title: 'compute containers' },
    { phaseId: 'frontends', modes: ['s3', 'nfs'], title: 'frontends' },
  ].filter(phase => backends.some(({ id }) => phase.modes.includes(id)));
  return [
    triggerStep(backends[0], image),
    ...phases.map(phase => {
      const containers = backends
        .filter(({ id }) => phase.modes.includes(id))
        .reduce((sum, { desired }) => sum + desired, 0);
      return {
        ...blankStep,
        id: `${phase.phaseId}/await`,
        phaseId: phase.phaseId,
        title: `The operator brings ${containers} ${phase.title} to ${input.target.version}`,
        kind: 'weka-await-containers',
        input: {
          namespace,
          cluster: name,
          modes: phase.modes,
          image,
          title: phase.title,
          stallMs: STALL_MS,
        },
        subject: phase.modes[0],
        reversibility: 'forward-only' as const,
        disruption: {
          level: 'brief' as const,
          text: 'one container at a time; data stays protected',
        },
        limitMs: CONTAINER_LIMIT_MS * Math.max(containers, 1),
        pausing: { kind: 'held' as const },
      };
    }),
    {
      ...blankStep,
      id: 'finalize/applied',
      phaseId: 'finalize',
      title: `The storage cluster reports ${input.target.version}`,
      ...libraryStep('wait-condition', {
        object: {
          ...backends[0].object,
          plural: 'wekaclusters',
        },
        until: { pointer: '/status/lastAppliedImage', equals: image },
        isGenerationChecked: false,
        title: `the storage cluster reports ${input.target.version} as applied`,
        stallRemedy: "Look at the Weka operator's log and at 'weka status'.",
        waitKind: 'operator-gate',
      }),
      reversibility: 'forward-only',
      limitMs: CONTAINER_LIMIT_MS,
      pausing: {
        kind: 'finished-first',
        why: 'every container runs the new version already and the Weka operator ends the upgrade in one go',
      },
    },
  ];
}

const blankStep = {
  dependsOn: [] as string[],
  undo: [] as UndoStep[],
  disruption: { level: 'none', text: 'none' },
  reversibility: 'nothing-to-revert',
} satisfies Partial<PlanStep>;

function triggerStep(backend: ComponentInfo, image: string): PlanStep {
  const { namespace = '', name } = backend.object;
  return {
    ...blankStep,
    id: 'drives/trigger',
    phaseId: 'drives',
    title: `Ask for ${image} on the WekaCluster ${name}`,
    ...libraryStep('patch-object', {
      object: { ...backend.object, plural: 'wekaclusters' },
      patch: { spec: { image } },
      isVersionChecked: true,
    }),
    subject: 'drive',
    reversibility: 'revert-until-applied',
    disruption: { level: 'brief', text: FORWARD_ONLY },
    limitMs: WRITE_LIMIT_MS,
    undo: [
      {
        id: 'back/operator',
        phaseId: 'back-backends',
        title: `Nothing goes on by itself on ${name}`,
        kind: 'weka-stop-operator',
        input: { namespace, cluster: name, image },
        subject: 'drive',
        limitMs: WRITE_LIMIT_MS,
        disruption: { level: 'none', text: 'none' },
        when: 'always',
      },
      {
        id: 'back/cluster-image',
        phaseId: 'back-backends',
        title: `Take the image of ${name} back, or stop where it is`,
        kind: 'weka-revert-image',
        input: { namespace, cluster: name, image },
        subject: 'drive',
        limitMs: WRITE_LIMIT_MS,
        disruption: { level: 'none', text: FORWARD_ONLY },
        when: 'rollback',
      },
    ],
  };
}

function clientSteps(client: ComponentInfo, input: PlanInput): PlanStep[] {
  const { name } = client.object;
  const image = imageFor(client, input);
  const object = { ...client.object, plural: 'wekaclients' };
  return [
    {
      ...blankStep,
      id: `clients/${name}/trigger`,
      phaseId: 'clients',
      title: `Ask for ${image} on the WekaClient ${name}`,
      ...libraryStep('patch-object', {
        object,
        patch: { spec: { image } },
        isVersionChecked: true,
      }),
      subject: client.id,
      reversibility: 'revert',
      disruption: {
        level: 'brief',
        text: 'each client is replaced when nothing is mounted through it',
      },
      limitMs: WRITE_LIMIT_MS,
      undo: [
        {
          id: `back/client/${name}`,
          phaseId: 'back-clients',
          title: `Set the image of ${name} back`,
          ...libraryStep('restore-object', { object }),
          subject: client.id,
          limitMs: WRITE_LIMIT_MS,
          disruption: { level: 'brief', text: 'as on the way there' },
          when: 'rollback',
        },
        {
          id: `back/client/${name}/await`,
          phaseId: 'back-clients',
          title: `The operator brings the containers of ${name} back`,
          ...awaitClient(client, client.images[CONTAINER], input),
          disruption: { level: 'brief', text: 'as on the way there' },
          when: 'rollback',
        },
      ],
    },
    {
      ...blankStep,
      id: `clients/${name}/await`,
      phaseId: 'clients',
      title: `The operator brings the containers of ${name} to ${input.target.version}`,
      ...awaitClient(client, image, input),
      reversibility: 'nothing-to-revert',
      pausing: {
        kind: 'finished-first',
        why: "the Weka operator's pause is for the storage cluster, and clients go on without it",
      },
      disruption: {
        level: 'brief',
        text: 'each client is replaced when nothing is mounted through it',
      },
    },
  ];
}

function awaitClient(
  client: ComponentInfo,
  image: string,
  input: PlanInput,
): Pick<PlanStep, 'kind' | 'input' | 'subject' | 'limitMs'> {
  const { namespace = '', name } = client.object;
  return {
    kind: 'weka-await-containers',
    input: {
      namespace,
      cluster: clusterOf(input).name,
      client: name,
      modes: ['client'],
      image,
      title: `containers of ${name}`,
      stallMs: STALL_MS,
    },
    subject: client.id,
    limitMs: CONTAINER_LIMIT_MS * Math.max(client.desired, 1),
  };
}

function soakStep({ inventory, strategy }: PlanInput): PlanStep {
  return {
    ...blankStep,
    id: 'soak/final',
    phaseId: 'soak',
    title: 'Applications stay healthy',
    ...libraryStep('soak', {
      durationMs: strategy.finalSoakMs,
      workloads: inventory.applications.map(application => ({
        object: application.object as any,
        ready: application.ready,
      })),
    }),
    limitMs: strategy.finalSoakMs + CONTAINER_LIMIT_MS,
  };
}

function clusterOf({ inventory }: PlanInput) {
  return (
    inventory.components.find(isBackend)?.object ?? { name: '', namespace: '' }
  );
}

function imageFor(component: ComponentInfo, { target }: PlanInput): string {
  const described = target.components.find(
    candidate => candidate.componentId === component.id,
  );
  return described?.images[CONTAINER] ?? component.images[CONTAINER];
}

/** Backend modes share one WekaCluster: it is written, saved and shown once. */
function distinctOwners(components: readonly ComponentInfo[]): ComponentInfo[] {
  const seen = new Set<string>();
  return components.filter(({ object }) => {
    const key = `${object.kind}/${object.name}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

function changeOf(component: ComponentInfo, input: PlanInput): PlanChange {
  const from = component.images[CONTAINER];
  const to = imageFor(component, input);
  const isCluster = component.object.kind === 'WekaCluster';
  return {
    action: from === to ? 'unchanged' : 'update',
    object: component.object,
    componentId: component.id,
    fields: from === to ? [] : [{ kind: 'image', name: CONTAINER, from, to }],
    reversibility: isCluster ? 'revert-until-applied' : 'revert',
    disruption: {
      level: 'brief',
      text: isCluster ? FORWARD_ONLY : 'clients are replaced when idle',
    },
  };
}
