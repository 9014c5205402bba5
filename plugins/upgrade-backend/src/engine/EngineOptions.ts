import { FailedLimit } from '@cluster-upgrade/plugin-upgrade-common';

/**
 * Times and limits of the engine, in milliseconds where the name says so.
 */
export interface EngineOptions {
  /**
   * How long an upgrade stays claimed without a sign of life. Recovery after a crash takes this long;
   * 10 s to 30 s is sensible.
   */
  leaseMs: number;
  /** How often unclaimed upgrades and requests of people are looked for when nothing hints at them. */
  pollMs: number;
  /** How often a waiting step looks again when nothing wakes it and it names no time. */
  recheckMs: number;
  /**
   * The least time between two looks of one step that watches set off; doubles with each look that finds
   * nothing new, up to `maxGapMs`.
   */
  minGapMs: number;
  maxGapMs: number;
  /** The first pause after an error; doubles with each further one, up to `maxBackoffMs`. */
  minBackoffMs: number;
  maxBackoffMs: number;
  /**
   * Upgrades that one worker holds at once before it begins no more. What was begun is taken up all the
   * same: nobody's answer waits for a place.
   */
  maxUpgrades: number;
  /** Steps of one upgrade that one worker reconciles at once. */
  maxReconciles: number;
  /** How long applications may be out of sight before an upgrade pauses. */
  blindPauseMs: number;
  /** Failed lanes that a rollback goes round by itself, before a person is asked. */
  maxFailedOnRollback: FailedLimit;
  /** How long saving the snapshot or comparing with it may fail before a person is asked. */
  readPatienceMs: number;
  /** How long one look of a step may take before it is ended and its place given to another one. */
  lookMs: number;
  /** How long one try of saving the snapshot, or of comparing with it, may take. */
  readMs: number;
  /** How long steps in flight may take to stop when they are told to. */
  stopGraceMs: number;
}

/**
 * What the portal's configuration says, with its defaults: whoever starts an engine has to name them.
 */
export type ConfiguredOptions = Pick<
  EngineOptions,
  'leaseMs' | 'pollMs' | 'maxUpgrades' | 'maxFailedOnRollback'
>;

/**
 * What nobody configures.
 */
export const DEFAULT_OPTIONS: Omit<EngineOptions, keyof ConfiguredOptions> = {
  recheckMs: 10_000,
  minGapMs: 100,
  maxGapMs: 2_000,
  minBackoffMs: 500,
  maxBackoffMs: 30_000,
  maxReconciles: 16,
  blindPauseMs: 120_000,
  readPatienceMs: 60_000,
  lookMs: 120_000,
  readMs: 300_000,
  stopGraceMs: 5_000,
};

/**
 * Version of the engine's own rules, stored with each upgrade when it is created and whenever it is taken
 * up. A worker leaves upgrades alone that newer rules have touched, so that replicas of two releases can
 * run side by side. Raise it with each kind of event or step that older releases don't know.
 */
export const ENGINE_VERSION = 4;

/**
 * Claims in a row without progress after which an upgrade is set aside for a person.
 */
export const MAX_CLAIMS_WITHOUT_PROGRESS = 3;

/**
 * How long a worker must have carried an upgrade on without trouble before whatever it dies of later is not
 * put down to the upgrade: a soak may outlast many restarts of backends. It is the time after which the
 * kubelet, too, forgets that a container crashed.
 */
export const WELL_AFTER_MS = 10 * 60_000;
