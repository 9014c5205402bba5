import {
  Lane,
  PlanStep,
  SnapshotItem,
  UndoStep,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  ClusterClient,
  KubeObject,
  libraryStep,
  Random,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { EngineBench } from './EngineBench';
import { OpenScenario } from './Scenario';
import { samplePlan, sampleStep, sampleUndo } from './samplePlan';

const NAMESPACE = 'platform';
const OLD_VERSION = '1.0.0';
const NEW_VERSION = '2.0.0';

/** A small cluster of nodes and settings, with the steps of the library, drawn from the seed. */
export const openSampleScenario: OpenScenario = async (seed, random) => {
  const bench = await EngineBench.open(seed);
  const drawn = drawCase(random);
  await createObjects(drawn, bench.client());
  return {
    bench,
    plan: drawn.plan,
    ports: {},
    rules: { maxCordoned: drawn.plan.laneLimits.nodes, isAlone: true },
    check: outcome => clusterViolations(drawn, bench.client(), outcome),
  };
};

interface DrawnCase {
  components: string[];
  nodes: Array<{ name: string; isCordoned: boolean }>;
  plan: UpgradePlan;
}

function drawCase(random: Random): DrawnCase {
  const count = (least: number, most: number) =>
    least + Math.floor(random.next() * (most - least + 1));
  const components = names('component', count(1, 3));
  const nodes = names('node', count(1, 5)).map(name => ({
    name,
    isCordoned: random.next() < 0.2,
  }));
  return {
    components,
    nodes,
    plan: planFor(
      components,
      nodes.map(({ name }) => name),
      count(1, 3),
      count(1, 40) * 1_000,
    ),
  };
}

/** Puts the case's objects there. */
async function createObjects(
  { components, nodes }: DrawnCase,
  client: ClusterClient,
): Promise<void> {
  await client.create(resourceTypes.namespaces, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: NAMESPACE },
  });
  for (const { name, isCordoned } of nodes) {
    await client.create(resourceTypes.nodes, {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name },
      spec: isCordoned ? { unschedulable: true } : {},
    });
  }
  for (const name of [...components, ...nodes.map(node => node.name)]) {
    await client.create(resourceTypes.configMaps, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: NAMESPACE },
      data: { version: OLD_VERSION, owner: 'somebody' },
    });
  }
}

/** What is wrong with the cluster for an upgrade that ended so. */
async function clusterViolations(
  { components, nodes }: DrawnCase,
  client: ClusterClient,
  outcome: string | undefined,
): Promise<string[]> {
  const broken: string[] = [];
  for (const { name, isCordoned } of nodes) {
    const node = await client.get(resourceTypes.nodes, { name });
    if ((node.spec?.unschedulable ?? false) !== isCordoned) {
      broken.push(
        `${name} is ${isCordoned ? 'not ' : ''}cordoned after '${outcome}'`,
      );
    }
  }
  const expected = EXPECTED_VERSION[outcome ?? ''];
  for (const name of [...components, ...nodes.map(node => node.name)]) {
    const found: KubeObject = await client.get(resourceTypes.configMaps, {
      name,
      namespace: NAMESPACE,
    });
    if (expected !== undefined && found.data.version !== expected) {
      broken.push(`${name} runs ${found.data.version} after '${outcome}'`);
    }
    if (found.data.owner !== 'somebody') {
      broken.push(`${name} lost what others had written`);
    }
  }
  return broken;
}

/** The version that everything must run; absent: mixed is right. */
const EXPECTED_VERSION: Record<string, string | undefined> = {
  completed: NEW_VERSION,
  'completed-with-overrides': NEW_VERSION,
  'rolled-back': OLD_VERSION,
  'cancelled-unchanged': OLD_VERSION,
};

function names(kind: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${kind}-${index}`);
}

function planFor(
  components: string[],
  nodes: string[],
  laneLimit: number,
  soakMs: number,
): UpgradePlan {
  const first = components.map((name, index) =>
    setVersion(name, components.slice(Math.max(0, index - 1), index)),
  );
  const last = components.slice(-1);
  return samplePlan(
    [...first, ...nodes.flatMap(name => laneSteps(name, last, soakMs))],
    {
      laneLimits: { nodes: laneLimit },
      snapshot: [
        ...nodes.map(nodeItem),
        ...[...components, ...nodes].map(configItem),
      ],
      rollbackPhases: [
        { id: 'back-nodes', title: 'Nodes' },
        { id: 'back-components', title: 'Components' },
      ],
    },
  );
}

function setVersion(name: string, dependsOn: string[]): PlanStep {
  return sampleStep({
    id: name,
    dependsOn,
    ...libraryStep('set-config-data', {
      namespace: NAMESPACE,
      name,
      data: { version: NEW_VERSION },
    }),
    undo: [
      sampleUndo({
        id: `back/${name}`,
        phaseId: 'back-components',
        ...libraryStep('restore-object', { object: configItem(name).object }),
      }),
    ],
  });
}

/** Cordon, change, uncordon; and the same to go back. */
function laneSteps(
  node: string,
  dependsOn: string[],
  soakMs: number,
): PlanStep[] {
  const lane: Lane = { id: `node/${node}`, group: 'nodes' };
  const undo = (
    step: Pick<UndoStep, 'id' | 'kind' | 'input'> & Partial<UndoStep>,
  ) => sampleUndo({ phaseId: 'back-nodes', lane, ...step });
  const giveBack = undo({
    id: `${node}/give-back`,
    when: 'always',
    ...libraryStep('restore-cordon', { node }),
  });
  return [
    sampleStep({
      id: `${node}/cordon`,
      lane,
      dependsOn,
      reversibility: 'nothing-to-revert',
      ...libraryStep('cordon-node', { node }),
      undo: [giveBack],
    }),
    sampleStep({
      ...setVersion(node, [`${node}/cordon`]),
      id: `${node}/change`,
      lane,
      undo: [
        undo({
          id: `${node}/cordon-again`,
          ...libraryStep('cordon-node', { node }),
        }),
        undo({
          id: `${node}/change-back`,
          ...libraryStep('restore-object', { object: configItem(node).object }),
        }),
        giveBack,
      ],
    }),
    sampleStep({
      id: `${node}/soak`,
      lane,
      dependsOn: [`${node}/change`],
      reversibility: 'nothing-to-revert',
      ...libraryStep('soak', { durationMs: soakMs }),
    }),
    sampleStep({
      id: `${node}/uncordon`,
      lane,
      dependsOn: [`${node}/soak`],
      reversibility: 'nothing-to-revert',
      ...libraryStep('restore-cordon', { node }),
    }),
  ];
}

function nodeItem(name: string): SnapshotItem {
  return {
    object: { apiVersion: 'v1', kind: 'Node', name },
    pointers: ['/spec/unschedulable'],
  };
}

function configItem(name: string): SnapshotItem {
  return {
    object: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: NAMESPACE,
      name,
    },
    pointers: ['/data'],
  };
}
