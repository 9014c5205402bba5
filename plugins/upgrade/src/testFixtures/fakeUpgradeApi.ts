import {
  ActionAvailability,
  availableActions,
  EventsPage,
  PlanKind,
  PlanOutline,
  RouteArguments,
  UpgradeApi,
  UpgradeRequestOptions,
  UpgradeView,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Scenario } from './scenario';

/** An API of which a test, or the plugin by itself, names the answers; whatever else it is asked fails. */
export function fakeUpgradeApi(answers: Partial<UpgradeApi>): UpgradeApi {
  return new Proxy(answers, {
    get(target, property: keyof UpgradeApi) {
      return (
        target[property] ??
        (async () => {
          throw new Error(`'${String(property)}' has no answer here`);
        })
      );
    },
  }) as UpgradeApi;
}

/** Serves one upgrade from its log as the backend does: holds a request open until something happens. */
export class ScenarioApi implements Pick<
  UpgradeApi,
  'getUpgrade' | 'getUpgradePlanOutline' | 'listEvents'
> {
  /** While set, every request fails with it. */
  outage?: Error;
  /** What the caller isn't allowed to do, whatever the state. */
  denied: Partial<Record<string, ActionAvailability>> = {};
  readonly requests: string[] = [];
  readonly #waiters = new Set<() => void>();

  constructor(
    readonly scenario: Scenario,
    readonly planOf: (kind: PlanKind) => PlanOutline = kind => ({
      ...scenario.plan,
      kind,
    }),
  ) {}

  /** Lets requests that are held open look again. */
  wake(): void {
    [...this.#waiters].forEach(waiter => waiter());
  }

  getUpgrade = async (): Promise<UpgradeView> => {
    this.#note('getUpgrade');
    const { state } = this.scenario.log;
    const actions = { ...availableActions(state), ...this.denied };
    return {
      state,
      actions: actions as UpgradeView['actions'],
      serverTimeMs: Date.now(),
    };
  };

  getUpgradePlanOutline = async (_id: string, kind: PlanKind) => {
    this.#note(`getUpgradePlanOutline ${kind}`);
    return this.planOf(kind);
  };

  listEvents = async (
    _id: string,
    { after = 0, limit = 500, wait = 0 }: RouteArguments<'listEvents'>[1] = {},
    { signal }: UpgradeRequestOptions = {},
  ): Promise<EventsPage> => {
    this.#note(`listEvents after ${after}`);
    const { log } = this.scenario;
    if (wait > 0 && log.state.seq <= after && !this.#isComplete(after)) {
      await this.#nextEvent(wait * 1000, signal);
      this.#note(`answer after ${after}`);
    }
    const events = log.after(after).slice(0, limit);
    const nextAfter = events.at(-1)?.seq ?? after;
    return {
      events,
      nextAfter,
      isComplete: this.#isComplete(nextAfter),
      serverTimeMs: Date.now(),
    };
  };

  #isComplete(after: number): boolean {
    const { state } = this.scenario.log;
    return state.status === 'finished' && after >= state.seq;
  }

  #nextEvent(waitMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, waitMs);
      const finish = () => {
        clearTimeout(timer);
        this.#waiters.delete(finish);
        resolve();
      };
      this.#waiters.add(finish);
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        this.#waiters.delete(finish);
        reject(signal.reason);
      });
    });
  }

  #note(request: string): void {
    this.requests.push(request);
    if (this.outage) {
      throw this.outage;
    }
  }
}
