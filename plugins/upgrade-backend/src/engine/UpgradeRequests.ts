import { ConflictError, InputError } from '@backstage/errors';
import {
  AcceptedFinding,
  ageText,
  availableActions,
  ControlAction,
  eventText,
  NewEvent,
  UpgradeAction,
  UpgradeEventType,
  UpgradePlan,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Clock, Random } from '@cluster-upgrade/plugin-upgrade-node';
import { ClusterEntity } from '../clusters/ClusterEntity';
import { ConcurrentEventError } from '../database/storeErrors';
import { CreatedUpgrade, UpgradeStore } from '../database/UpgradeStore';
import { TooManyRequestsError } from '../limits/TooManyRequestsError';
import { skipRefusal } from './decisions/skipLane';
import { Plans } from './decisions/Plans';
import { makeTransition } from './decisions/transition';
import { ENGINE_VERSION } from './EngineOptions';

/**
 * Events after which what a person decided a moment ago may not be what they want any more: all that
 * change what may be asked of an upgrade.
 */
const COURSE_CHANGES: readonly UpgradeEventType[] = [
  'control-requested',
  'silenced',
  'started',
  'pause-begun',
  'paused',
  'resumed',
  'needs-attention',
  'retried',
  'cancel-begun',
  'rollback-begun',
  'restore-check-begun',
  'finished',
];

/** Times that a request is composed anew because the engine's own events keep coming first. */
const MAX_REBASES = 50;

/** Notes that one upgrade takes, after its end included. */
export interface NoteLimits {
  notesPerUser: number;
  notesPerUpgrade: number;
}

/** Who asks, and what they saw when they did. */
export interface Asked {
  /** Entity ref of the person. */
  actor: string;
  /** The number of the latest event they saw; refused when the course changed since. */
  expectedSeq?: number;
}

/**
 * What people ask of upgrades, from any process: written down for the worker that holds the upgrade,
 * which carries it out or refuses it on record. Whether they may is asked before.
 */
export class UpgradeRequests {
  constructor(
    private readonly ports: {
      store: UpgradeStore;
      clock: Clock;
      random: Random;
      /** Absent: notes have no bound. */
      noteLimits?: NoteLimits;
      /** A hint to the worker in this process. */
      wake: (upgradeId: string) => void;
    },
  ) {}

  /**
   * @throws ActiveUpgradeError, IdempotencyKeyReusedError
   */
  async create(request: {
    plan: UpgradePlan;
    planId: string;
    planHash: string;
    /** Uid of the namespace `kube-system` of the cluster; one unfinished upgrade holds it. */
    apiServerId: string;
    /** What is kept of the cluster's entity, for when it is gone. */
    cluster: Pick<ClusterEntity, 'connectionName' | 'ownerRef'>;
    acceptedFindings: AcceptedFinding[];
    actor: string;
    idempotencyKey?: string;
  }): Promise<CreatedUpgrade> {
    const { cluster, plan, planId, planHash, acceptedFindings } = request;
    const created = await this.ports.store.createUpgrade({
      created: {
        upgradeId: this.ports.random.uuid(),
        seq: 1,
        atMs: this.ports.clock.now(),
        actor: request.actor,
        type: 'created',
        data: {
          clusterRef: plan.clusterRef,
          connectionName: cluster.connectionName,
          clusterOwnerRef: cluster.ownerRef,
          platform: plan.platform,
          fromVersion: plan.fromVersion,
          toVersion: plan.toVersion,
          planId,
          planHash,
          overriddenFindings: acceptedFindings.map(
            ({ findingId }) => findingId,
          ),
          acceptedFindings,
        },
      },
      plan,
      apiServerId: request.apiServerId,
      idempotencyKey: request.idempotencyKey,
      engineVersion: ENGINE_VERSION,
    });
    this.ports.wake(created.upgradeId);
    return created;
  }

  /**
   * @throws ConflictError with the reason when the action is not available
   * @throws InputError when it needs a reason and has none
   * @returns the state after
   */
  async control(
    upgradeId: string,
    action: ControlAction,
    asked: Asked & { reason?: string },
  ): Promise<UpgradeState> {
    if (action === 'end' && !asked.reason?.trim()) {
      throw new InputError(
        `Upgrade ${upgradeId} ends with leftovers only for a reason, which the report names`,
      );
    }
    return this.#append(upgradeId, action, asked, {
      actor: asked.actor,
      type: 'control-requested',
      data: { action, reason: asked.reason },
    });
  }

  /**
   * Has the upgrade go round one lane of the plan that it runs.
   *
   * @throws ConflictError with the reason when that is not available, nothing of the lane is left, or the
   *   upgrade changes its course meanwhile
   * @throws InputError when the plan has no such lane
   */
  async skip(
    upgradeId: string,
    {
      laneId,
      stepId,
      reason,
    }: { laneId?: string; stepId?: string; reason: string },
    asked: Asked,
  ): Promise<UpgradeState> {
    const state = await this.ports.store.readState(upgradeId);
    const plan = await this.ports.store.readPlan(upgradeId, state.activePlan);
    const ofLane = (plan?.steps ?? []).filter(
      ({ lane }) => lane?.id === laneId,
    );
    const found =
      laneId === undefined
        ? plan?.steps.find(({ id }) => id === stepId)?.lane?.id
        : ofLane.at(0)?.lane?.id;
    if (found === undefined) {
      throw new InputError(
        `The ${state.activePlan} plan of upgrade ${upgradeId} has no lane '${laneId ?? stepId}'; what can be skipped is a lane, such as a node, by its id or a step of it`,
      );
    }
    const refusal = skipRefusal(
      state,
      await this.#plansToSkipIn(state, plan!),
      found,
    );
    if (refusal) {
      throw new ConflictError(`Upgrade ${upgradeId}: ${refusal.text}`);
    }
    // What was judged here holds for the plan that was run then, and no other.
    const seen = Math.min(asked.expectedSeq ?? state.seq, state.seq);
    const judged = { ...asked, expectedSeq: seen };
    return this.#append(upgradeId, 'skip', judged, {
      actor: asked.actor,
      type: 'control-requested',
      data: { action: 'skip', reason, laneId: found },
    });
  }

  /** The plan that is run, and the one of the upgrade, which tells what was borrowed. */
  async #plansToSkipIn(
    { id, activePlan }: UpgradeState,
    active: UpgradePlan,
  ): Promise<Plans> {
    const upgrade =
      activePlan === 'upgrade'
        ? active
        : await this.ports.store.readPlan(id, 'upgrade');
    return { upgrade: upgrade!, [activePlan]: active };
  }

  /**
   * Keeps the threshold of one application from acting in this upgrade, for a while.
   *
   * @throws ConflictError with the reason when thresholds don't act any more
   * @throws InputError when the plan has no such application
   */
  async silence(
    upgradeId: string,
    data: { applicationId: string; reason: string; untilMs: number },
    asked: Asked,
  ): Promise<UpgradeState> {
    const plan = await this.ports.store.readPlan(upgradeId, 'upgrade');
    const ids = plan?.thresholds.map(({ applicationId }) => applicationId);
    if (ids && !ids.includes(data.applicationId)) {
      throw new InputError(
        `Upgrade ${upgradeId} watches no application '${
          data.applicationId
        }'; it watches ${ids.join(', ') || 'none'}`,
      );
    }
    return this.#append(upgradeId, 'silence', asked, {
      actor: asked.actor,
      type: 'silenced',
      data,
    });
  }

  /** @throws TooManyRequestsError when the upgrade takes no more notes of this person, or of anybody */
  note(upgradeId: string, text: string, asked: Asked): Promise<UpgradeState> {
    return this.#append(upgradeId, 'note', asked, {
      actor: asked.actor,
      type: 'note',
      data: { text },
    });
  }

  async #append(
    upgradeId: string,
    action: UpgradeAction,
    asked: Asked,
    event: NewEvent,
  ): Promise<UpgradeState> {
    for (let rebase = 0; rebase < MAX_REBASES; rebase += 1) {
      const state = await this.ports.store.readState(upgradeId);
      requireAvailable(state, action);
      await this.#requireUnchanged(state, asked);
      if (action === 'note') {
        // An event that comes between makes the append fail, so that the count is exact.
        await this.#requireFewNotes(upgradeId, asked.actor);
      }
      const transition = makeTransition(state, [event], this.ports.clock.now());
      try {
        await this.ports.store.appendRequest(transition);
        this.ports.wake(upgradeId);
        return transition.state;
      } catch (error) {
        if (!(error instanceof ConcurrentEventError)) {
          throw error;
        }
      }
    }
    throw new ConflictError(
      `Upgrade ${upgradeId} changes too fast to be asked anything; try again`,
    );
  }

  async #requireFewNotes(upgradeId: string, actor: string): Promise<void> {
    const { noteLimits, store } = this.ports;
    if (!noteLimits) {
      return;
    }
    const { all, ofActor } = await store.countNotes(upgradeId, actor);
    const isPersonal = ofActor >= noteLimits.notesPerUser;
    if (isPersonal || all >= noteLimits.notesPerUpgrade) {
      throw new TooManyRequestsError(
        `Upgrade ${upgradeId} has ${
          isPersonal ? `${ofActor} notes of ${actor}` : `${all} notes`
        } and takes no more of them. Write it elsewhere, or have an operator raise upgrade.limits.${
          isPersonal ? 'notesPerUser' : 'notesPerUpgrade'
        }.`,
      );
    }
  }

  /**
   * Progress since is no reason to refuse; a change of course is, however long ago it was and however
   * much has happened since.
   */
  async #requireUnchanged(
    state: UpgradeState,
    { expectedSeq }: Asked,
  ): Promise<void> {
    if (expectedSeq === undefined || expectedSeq >= state.seq) {
      return;
    }
    const last = await this.ports.store.readLastEvent(
      state.id,
      expectedSeq,
      COURSE_CHANGES,
    );
    if (last) {
      throw new ConflictError(
        `Upgrade ${state.id} is not as you saw it any more. ${ageText(
          last.atMs,
          this.ports.clock.now(),
        )}: ${eventText(last)} Look again and decide.`,
      );
    }
  }
}

function requireAvailable(state: UpgradeState, action: UpgradeAction): void {
  const availability = availableActions(state)[action];
  if (!availability.available) {
    throw new ConflictError(
      `Upgrade ${state.id} can't be asked to ${action}: ${availability.reason.text}`,
    );
  }
}
