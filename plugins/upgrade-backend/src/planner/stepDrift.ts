import { JsonObject } from '@backstage/types';
import {
  Disruption,
  Message,
  PlanStep,
  UndoStep,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import { StepHandler } from '@cluster-upgrade/plugin-upgrade-node';
import { canonicalJson } from './canonicalJson';

/** Targets, such as nodes, that the plan doesn't go over, or that are gone. */
export function laneDrift(planned: UpgradePlan, now: UpgradePlan): Message[] {
  const before = lanesOf(planned);
  const after = lanesOf(now);
  return [
    ...[...after]
      .filter(lane => !before.has(lane))
      .map(lane => ({
        code: 'lanes-drifted',
        params: { lane },
        text: `${lane} is to be upgraded now, and the plan leaves it out.`,
      })),
    ...[...before]
      .filter(lane => !after.has(lane))
      .map(lane => ({
        code: 'lanes-drifted',
        params: { lane },
        text: `${lane} is in the plan, and is gone or needs no upgrade now.`,
      })),
  ];
}

function lanesOf({ steps }: UpgradePlan): Set<string> {
  return new Set(steps.flatMap(({ lane }) => (lane ? [lane.id] : [])));
}

/**
 * Steps that do something else now, or are there no more. Their inputs are not quoted: a value in them
 * may be secret.
 */
export function stepDrift(
  planned: UpgradePlan,
  now: UpgradePlan,
  handlers: readonly StepHandler[],
): Message[] {
  const lanes = lanesOf(planned);
  const lanesNow = lanesOf(now);
  const handlerByKind = new Map(
    handlers.map(handler => [handler.kind, handler]),
  );
  // What is different about a whole lane is said of the lane.
  const before = byId(planned, ({ lane }) => !lane || lanesNow.has(lane.id));
  const after = byId(now, ({ lane }) => !lane || lanes.has(lane.id));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap(id => {
    const how = whatDiffers(before.get(id), after.get(id), handlerByKind);
    return how === undefined
      ? []
      : [
          {
            code: 'steps-drifted',
            params: { step: id, how },
            text: `Step "${(before.get(id) ?? after.get(id))!.title}": ${how}.`,
          },
        ];
  });
}

function byId(
  { steps }: UpgradePlan,
  isCompared: (step: PlanStep) => boolean,
): Map<string, PlanStep> {
  return new Map(steps.filter(isCompared).map(step => [step.id, step]));
}

type Handlers = ReadonlyMap<string, StepHandler>;

function whatDiffers(
  planned: PlanStep | undefined,
  now: PlanStep | undefined,
  handlers: Handlers,
): string | undefined {
  if (!planned) {
    return 'needed now, and not in the plan';
  }
  if (!now) {
    return 'in the plan, and not needed now';
  }
  if (isWorse(now.disruption, planned.disruption)) {
    return `disturbs more than planned: ${now.disruption.text}`;
  }
  const parts: [what: string, of: (step: PlanStep) => unknown][] = [
    ['would do something else now', step => workOf(step, handlers)],
    ['would be held differently by a pause now', step => step.pausing],
    ['could be taken back differently now', step => wayBack(step, handlers)],
  ];
  return parts.find(
    ([, of]) => canonicalJson(of(planned)) !== canonicalJson(of(now)),
  )?.[0];
}

const LEVELS = ['none', 'brief', 'moves-pods', 'outage'];

function isWorse(one: Disruption, other: Disruption): boolean {
  return LEVELS.indexOf(one.level) > LEVELS.indexOf(other.level);
}

function workOf(
  { kind, input, lane }: PlanStep | UndoStep,
  handlers: Handlers,
): unknown {
  return { kind, lane, input: agreedInput(kind, input, handlers) };
}

function wayBack(step: PlanStep, handlers: Handlers): unknown {
  return {
    reversibility: step.reversibility,
    undo: step.undo.map(undo => ({
      id: undo.id,
      phaseId: undo.phaseId,
      when: undo.when,
      ...(workOf(undo, handlers) as object),
    })),
  };
}

function agreedInput(
  kind: string,
  input: JsonObject,
  handlers: Handlers,
): JsonObject {
  const handler = handlers.get(kind);
  return handler?.agreedInput?.(handler.parseInput(input)) ?? input;
}
