import { JsonObject } from '@backstage/types';
import { EffectiveThreshold } from './threshold';
import { ObjectRef } from './objectRef';
import { Strategy } from '../strategy/strategy';

/** What a plan is for: the upgrade, the way back, or only giving back what was borrowed.
 *
 * @public
 */
export type PlanKind = 'upgrade' | 'rollback' | 'cleanup';

/**
 * An immutable directed graph of steps. Making one changes nothing.
 *
 * @public
 */
export interface UpgradePlan {
  schemaVersion: 1;
  kind: PlanKind;
  clusterRef: string;
  platform: string;
  fromVersion: string;
  toVersion: string;
  /** Versions passed through, the target last. */
  path: string[];
  strategy: Strategy;
  thresholds: EffectiveThreshold[];
  /** In the order in which people read them; order of execution comes from `dependsOn`. */
  phases: PlanPhase[];
  steps: PlanStep[];
  /** What is taken to the other version, in the order in which it is; absent: nothing that has a name. */
  targets?: PlanTarget[];
  /** How many lanes of a group may be under way at once. */
  laneLimits: Record<string, number>;
  /**
   * When a lane of a group may begin, besides its limit, by group. Absent, or a group left out: whenever
   * the limit allows.
   */
  admission?: Record<string, LaneAdmission>;
  /** What is saved before the first write, and compared after a rollback. */
  snapshot: SnapshotItem[];
  /** Phases of the way back, in order; steps' `undo` name them. */
  rollbackPhases: PlanPhase[];
  changes: PlanChange[];
  /** What the plan relies on besides what it changes. Absent in plans of older releases. */
  assumptions?: PlanAssumption[];
}

/**
 * Something on the cluster that the plan leaves alone and relies on. When it is different at the start,
 * the plan has drifted.
 *
 * @public
 */
export interface PlanAssumption {
  object: ObjectRef;
  /** For people, unique for the object, for example `replicas`. */
  name: string;
  /** For people, as it was when the plan was made. Secrets are never in it. */
  value: string;
}

/** @public */
export interface PlanPhase {
  /** Kebab case, unique within the plan. */
  id: string;
  title: string;
}

/**
 * A unit of desired state.
 *
 * @public
 */
export interface PlanStep {
  /** Unique within the plan and stable: the same situation compiles to the same ids. */
  id: string;
  phaseId: string;
  title: string;
  /** Names the `StepHandler`. */
  kind: string;
  input: JsonObject;
  dependsOn: string[];
  /** Steps that belong together on one target, such as all steps of one node. */
  lane?: Lane;
  /** The component or node this step is about, for the screens. */
  subject?: string;
  reversibility: Reversibility;
  disruption: Disruption;
  /** How long the step may take before it counts as failed. */
  limitMs: number;
  /** What takes it back, run when the step was started and the upgrade is rolled back. */
  undo: UndoStep[];
  /** Set where the step follows work that somebody else does; see there. */
  pausing?: StepPausing;
  /**
   * Of a step with a lane, what its failure says something about: more than the lane's target, so that a
   * person decides however many failed targets may be gone round. Absent: that target alone; a stored
   * plan of a release that knew no scopes goes round its targets as it was agreed to.
   */
  failureScope?: 'cluster';
}

/**
 * What a pause does to a step that follows work which an operator of the platform does by itself: the
 * upgrade is not paused for as long as that work goes on.
 *
 * - `held`: the handler has the work held by the platform's own means, and says so (`isSuspended`).
 * - `finished-first`: nothing can hold the work; the pause waits for the end of the step.
 *
 * Such a step begins while pausing too, because the work goes on whether or not it is followed. Steps
 * without it do their work themselves, and are short: they are finished first.
 *
 * @public
 */
export type StepPausing =
  | { kind: 'held' }
  /** `why`: for people, what follows "because". */
  | { kind: 'finished-first'; why: string };

/** @public */
export interface Lane {
  /** For example `node/w-1`. */
  id: string;
  /** Key of `laneLimits`. */
  group: string;
  /** Name of the object that the lane takes out of service; needed where its group has an admission. */
  target?: string;
}

/**
 * How many targets of a group may be out of service at once, whoever took them out. The engine decides by
 * it which lane begins; a target that is out of service already may always begin, as the limit allows.
 *
 * @public
 */
export interface LaneAdmission {
  /** At least 1; lanes under way count. */
  maxUnavailable: number;
  /** For people, what is counted: `node`. */
  noun: string;
  /** The objects that are counted, in the lanes or not. */
  objects: {
    apiVersion: string;
    kind: string;
    /** As in the URL; needed for custom resources only. */
    plural?: string;
    /** Those with one of these labels are left out. */
    withoutLabels?: Record<string, string>;
  };
  /** Each of them alone means that an object is out of service. */
  outOfService: OutOfServiceSign[];
}

/** @public */
export type OutOfServiceSign =
  /** `text`: for people, `cordoned`. */
  | {
      kind: 'field';
      /** JSON pointer. */
      pointer: string;
      equals: string | number | boolean;
      text: string;
    }
  /** A condition in the object's status that is not `True`, or is not there. */
  | { kind: 'condition'; type: string; text: string };

/** @public */
export type Reversibility =
  | 'nothing-to-revert'
  | 'revert'
  | 'revert-until-applied'
  | 'restore-backup'
  | 'forward-only';

/** @public */
export interface Disruption {
  level: 'none' | 'brief' | 'moves-pods' | 'outage';
  /** For people, for example `10–30 s per node`. */
  text: string;
  /**
   * Something is gone for good afterwards, whatever is taken back: pods that nothing creates again, data
   * that lives no longer than its pod. A cancelled upgrade that began such a step says that it changed
   * something.
   */
  losesForGood?: true;
}

/**
 * A step of the way back, declared with the step that it takes back.
 *
 * @public
 */
export interface UndoStep {
  /** Unique among all undo steps of the plan; two steps may declare the same one: it runs once. */
  id: string;
  /** One of the plan's `rollbackPhases`. */
  phaseId: string;
  title: string;
  kind: string;
  input: JsonObject;
  lane?: Lane;
  subject?: string;
  limitMs: number;
  disruption: Disruption;
  /**
   * `always`: gives back what was borrowed (cordons, scale, capacity), in every outcome.
   * `rollback`: only when going back.
   */
  when: 'always' | 'rollback';
}

/**
 * The parts of an object that a rollback restores and proves.
 *
 * @public
 */
export interface SnapshotItem {
  object: ObjectRef;
  /** JSON pointers, for example `/spec/template`. */
  pointers: string[];
}

/** @public */
export type ChangeAction = 'create' | 'update' | 'delete' | 'unchanged';

/**
 * What the plan does to one object, for the diff.
 *
 * @public
 */
export interface PlanChange {
  action: ChangeAction;
  object: ObjectRef;
  componentId?: string;
  fields: FieldChange[];
  reversibility: Reversibility;
  disruption: Disruption;
}

/** @public */
export interface FieldChange {
  kind: 'image' | 'env' | 'flag' | 'replicas' | 'data' | 'other';
  /** For people: container and name, for example `agent: LOG_LEVEL`. */
  name: string;
  /** Absent: was not there. The backend withholds what the one who asks may not see. */
  from?: string;
  /** Absent: is removed. */
  to?: string;
}

/**
 * Something that an upgrade takes from one version to another, as the screens draw it: a node, a
 * container of the platform.
 *
 * @public
 */
export interface PlanTarget {
  /** Unique within the plan, and the same in the plan back. */
  id: string;
  name: string;
  /** For people, in the singular: `node`, `drive container`. Targets of one kind are drawn together. */
  kind: string;
  zone?: string;
  /** What targets of one kind are told apart by where they have no zone: `worker`, `s3`. */
  role?: string;
  fromVersion?: string;
  /**
   * The lane whose steps take it there; where it is follows from them. Absent: somebody else does the
   * work, and the step that follows it tells where the target is (`StepOutcome.targets`).
   */
  laneId?: string;
}
