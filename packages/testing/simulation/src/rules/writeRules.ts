import { HistoryEntry, HistoryRules, Write } from '../History';
import { StepLog } from './StepLog';

/** What is wrong with what workers sent to the cluster. */
export function writeViolations(
  history: readonly HistoryEntry[],
  { maxCordoned, isAlone }: HistoryRules,
): string[] {
  const changes = new Changes();
  return history.flatMap(entry => {
    switch (entry.what) {
      case 'forbidden':
        return [`${entry.request} was refused for want of a right`];
      case 'write':
        return [
          ...(entry.cordoned > maxCordoned
            ? [
                `${entry.cordoned} nodes were cordoned at once, of ${maxCordoned} allowed`,
              ]
            : []),
          ...(isAlone && entry.isEffective ? changes.violations(entry) : []),
        ];
      default:
        changes.note(entry);
        return [];
    }
  });
}

/** What was changed by which step, where each change can be laid to one. */
class Changes {
  readonly #steps = new StepLog();
  /** By step and attempt, the objects that it changed. */
  readonly #made = new Set<string>();
  readonly #forward = new Set<string>();

  note(entry: HistoryEntry): void {
    if (entry.what === 'commit') {
      entry.events.forEach(event => this.#steps.apply(event, entry.atMs));
    } else if (entry.what === 'edit') {
      this.#forward.add(entry.object);
      // Whatever was done to it may have to be done again.
      [...this.#made]
        .filter(change => change.endsWith(` ${entry.object}`))
        .forEach(change => this.#made.delete(change));
    }
  }

  violations(write: Write): string[] {
    const { object, node, isNodeCordoned, verb } = write;
    const broken =
      node !== undefined && !isNodeCordoned
        ? [`${object} was evicted from ${node}, which takes new pods`]
        : [];
    const meaning = this.#steps
      .meaning(node === undefined ? [object] : [object, `Node/${node}`])
      .map(({ plan, stepId, attempt }) => `${plan}/${stepId}#${attempt}`);
    if (meaning.length === 0) {
      broken.push(
        `${object} was changed (${verb}), and no step under way had said so`,
      );
    } else if (node === undefined) {
      broken.push(...this.#repeats(object, meaning), ...this.#taken(object));
    }
    return broken;
  }

  #repeats(object: string, meaning: string[]): string[] {
    const open = meaning.find(step => !this.#made.has(`${step} ${object}`));
    this.#made.add(`${open} ${object}`);
    return open === undefined
      ? [`${object} was changed twice by one step`]
      : [];
  }

  /** Nodes may have been given back by the upgrade itself already. */
  #taken(object: string): string[] {
    if (this.#steps.activePlan === 'upgrade') {
      this.#forward.add(object);
    }
    return object.startsWith('ConfigMap/') && !this.#forward.has(object)
      ? [`${object} was taken back, and had not been changed`]
      : [];
  }
}
