import { UpgradeState } from '@cluster-upgrade/plugin-upgrade-common';
import {
  ClusterClient,
  KubeObject,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { HistoryEntry } from '../History';
import { unrestored } from '../Scenario';
import {
  MARKER,
  NAMESPACE,
  NEW_VERSION,
  OLD_VERSION,
  SampleCase,
} from './SampleCase';
import { SampleLife } from './SampleLife';

/** The version that everything must run; absent: mixed is right. */
const EXPECTED_VERSION: Record<string, string | undefined> = {
  completed: NEW_VERSION,
  'completed-with-overrides': NEW_VERSION,
  'rolled-back': OLD_VERSION,
  'cancelled-unchanged': OLD_VERSION,
};

/** What is wrong with the cluster for an upgrade that ended so. */
export async function checkSample(
  drawn: SampleCase,
  life: SampleLife,
  client: ClusterClient,
  state: UpgradeState,
  history: readonly HistoryEntry[],
): Promise<string[]> {
  const { outcome, proof, leftovers = [], skipped = {} } = state;
  const named = [
    ...leftovers.map(({ stepId }) => stepId.replace(/^node\//, '')),
    ...Object.keys(skipped).map(laneId => laneId.replace(/^node\//, '')),
  ];
  const isNamed = (name: string) =>
    named.some(one => one === name || one.startsWith(`${name}/`));
  const broken = unrestored(
    proof,
    ({ object: { kind, name } }) =>
      isNamed(name) || life.edited.has(`${kind}/${name}`),
  );
  for (const { name } of drawn.nodes) {
    const { spec } = await client.get(resourceTypes.nodes, { name });
    const isWanted = life.cordonedUntilMs.has(name);
    if ((spec?.unschedulable ?? false) !== isWanted && !isNamed(name)) {
      broken.push(
        `${name} is ${isWanted ? 'not ' : ''}cordoned after '${outcome}'`,
      );
    }
  }
  const expected = EXPECTED_VERSION[outcome ?? ''];
  for (const name of configsOf(drawn)) {
    const data = await life.contentOf(name);
    if (
      expected !== undefined &&
      data.version !== expected &&
      !wasSetByHand(name, state, life)
    ) {
      broken.push(`${name} runs ${data.version} after '${outcome}'`);
    }
    if (isUnproven(name, data.version, state, life, history)) {
      broken.push(`${name} runs ${data.version}, and the proof says nothing`);
    }
    if (data.owner !== 'somebody' || data.note !== life.notes.get(name)) {
      broken.push(`${name} lost what others had written`);
    }
  }
  const marker = await exists(client, MARKER);
  if (expected !== undefined && marker !== (expected === NEW_VERSION)) {
    broken.push(`${MARKER} is ${marker ? '' : 'not '}there after '${outcome}'`);
  }
  return broken;
}

/** After a rollback the proof must have seen it, unless it was done in the last moment. */
function wasSetByHand(
  name: string,
  { outcome, proof }: UpgradeState,
  { versionSetAtMs }: SampleLife,
): boolean {
  const atMs = versionSetAtMs.get(name);
  return (
    atMs !== undefined &&
    (outcome !== 'rolled-back' || atMs + 30_000 > (proof?.comparedAtMs ?? 0))
  );
}

/** How long reading what is compared may take. */
const READING_MS = 60_000;

/** Whether something is not as it was saved, and was so when it was compared, which found nothing. */
function isUnproven(
  name: string,
  version: string,
  { proof }: UpgradeState,
  { versionSetAtMs }: SampleLife,
  history: readonly HistoryEntry[],
): boolean {
  const checked = history.find(
    entry =>
      entry.what === 'commit' &&
      entry.events.some(({ type }) => type === 'restore-checked'),
  );
  const setAtMs = versionSetAtMs.get(name) ?? -Infinity;
  return (
    checked !== undefined &&
    version !== OLD_VERSION &&
    setAtMs < checked.atMs - READING_MS &&
    !proof?.differences.some(({ object }) => object.name === name)
  );
}

function configsOf({ components, nodes }: SampleCase): string[] {
  return [...components, ...nodes.map(({ name }) => name)];
}

async function exists(client: ClusterClient, name: string): Promise<boolean> {
  const { items } = await client.list<KubeObject>(resourceTypes.configMaps, {
    namespace: NAMESPACE,
  });
  return items.some(({ metadata }) => metadata.name === name);
}
