import {
  eventText,
  plainLine,
  PlanKind,
  UpgradeEvent,
  UpgradePlan,
  UpgradeState,
  upgradeSentence,
} from '@cluster-upgrade/plugin-upgrade-common';

/** Events that fill the log without telling anything to somebody who reads along. */
const ROUTINE: ReadonlySet<string> = new Set([
  'claimed',
  'step-intent',
  'step-started',
  'health-changed',
]);

/**
 * Shows an upgrade in a terminal: a line for each event that says something, and on a terminal one line
 * below them that always says where the upgrade is.
 */
export class LiveDisplay {
  readonly #out: NodeJS.WriteStream;
  readonly #currentPlan: () => UpgradePlan;

  constructor(out: NodeJS.WriteStream, currentPlan: () => UpgradePlan) {
    this.#out = out;
    this.#currentPlan = currentPlan;
  }

  show(event: UpgradeEvent, state: UpgradeState): void {
    this.#clear();
    const plan = this.#currentPlan();
    const titles = (_: PlanKind, stepId: string) =>
      plan.steps.find(step => step.id === stepId)?.title;
    if (!ROUTINE.has(event.type)) {
      this.#out.write(
        `${timeOf(event)}  ${plainLine(eventText(event, titles))}\n`,
      );
    }
    if (this.#out.isTTY) {
      const sentence = plainLine(upgradeSentence(state, plan, event.atMs));
      this.#out.write(sentence.slice(0, (this.#out.columns ?? 80) - 1));
    }
  }

  end(): void {
    this.#clear();
  }

  #clear(): void {
    if (this.#out.isTTY) {
      this.#out.write('\r\x1b[K');
    }
  }
}

function timeOf(event: UpgradeEvent): string {
  return new Date(event.atMs).toISOString().slice(11, 19);
}
