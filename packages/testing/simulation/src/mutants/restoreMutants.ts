import { Mutant } from './Mutant';

const ENGINE = 'plugins/upgrade-backend/src/engine';
const STEPS = 'plugins/upgrade-node/src/steps';

/** What is given back, and what is left alone. */
export const RESTORE_MUTANTS: readonly Mutant[] = [
  {
    name: 'rollback-order',
    guard: 'what was done last is taken back first',
    why: 'a part runs with others that it does not fit',
    file: `${ENGINE}/decisions/compileRollback.ts`,
    search: `plan.steps.filter(isBegunIn(state.steps.upgrade)).reverse();`,
    replacement: `plan.steps.filter(isBegunIn(state.steps.upgrade));`,
  },
  {
    name: 'rollback-phases',
    guard: 'a phase of the way back begins after the one before',
    why: 'parts are taken back while nodes still run the new version',
    file: `${ENGINE}/decisions/compileRollback.ts`,
    search: `before = ends.length > 0 ? ends : before;`,
    replacement: `before = [];`,
  },
  {
    name: 'rollback-begun-only',
    guard: 'only what was begun is taken back',
    why: 'what people changed since is overwritten',
    file: `${ENGINE}/decisions/compileRollback.ts`,
    search: `  const undo = plan.steps.filter(isBegunIn(state.steps.upgrade)).reverse();
  return compileUndo('rollback'`,
    replacement: `  const undo = [...plan.steps].reverse();
  return compileUndo('rollback'`,
  },
  {
    name: 'cleanup-always',
    guard: 'what was borrowed is given back in every outcome',
    why: 'nodes stay cordoned after a cancel',
    file: `${ENGINE}/decisions/compileRollback.ts`,
    search: `({ when }) => when === 'always',`,
    replacement: `() => false,`,
  },
  {
    name: 'others-cordon',
    guard: 'a node that people cordoned meanwhile stays so',
    why: 'pods are put on a node that people repair',
    file: `${STEPS}/restoreCordon/restoreCordon.ts`,
    search: `const isOurs = cordonedBy === upgradeId;`,
    replacement: `const isOurs = isNodeCordoned(node);`,
  },
  {
    name: 'prior-cordon',
    guard: 'a node that was cordoned before the upgrade is so afterwards',
    why: 'pods are put on a node that was out of service for a reason',
    file: `${STEPS}/cordonNode/decideCordon.ts`,
    search: `if (isNodeCordoned(node)) {`,
    replacement: `if (node.metadata.annotations?.['cluster-upgrade.io/cordoned-by']) {`,
  },
  {
    name: 'seen-version',
    guard: 'a node is cordoned only as it was seen',
    why: 'a cordon that somebody set a moment before is taken for the upgrade’s own',
    file: `${STEPS}/cordonNode/cordonNode.ts`,
    search: `resourceVersion: seenVersion,`,
    replacement: `resourceVersion: undefined,`,
  },
  {
    name: 'uid',
    guard: 'an eviction names the pod by its uid',
    why: 'the pod that took its place on another node is evicted',
    file: `plugins/upgrade-node/src/cluster/RestClusterClient.ts`,
    search: `          uid: pod.uid,`,
    replacement: `          uid: undefined,`,
  },
  {
    name: 'snapshot',
    guard: 'the snapshot keeps what was there',
    why: 'going back puts something else there',
    file: `${ENGINE}/restore/readSnapshotObjects.ts`,
    search: `(readPointer(found, pointer) ?? null) as JsonValue,`,
    replacement: `null as JsonValue,`,
  },
  {
    name: 'restore-proof',
    guard: 'what is not as it was saved is found',
    why: 'people are told that all is as before, and it is not',
    file: `${ENGINE}/restore/compareSnapshot.ts`,
    search: `differences: perObject.flat(),`,
    replacement: `differences: [],`,
  },
  {
    name: 'undo-rights',
    guard: 'the rights of the way back are asked for at the start',
    why: 'a rollback is refused half way',
    file: `plugins/upgrade-backend/src/planner/neededRights.ts`,
    search: `[step, ...step.undo]`,
    replacement: `[step]`,
  },
];
