import { JsonValue } from '@backstage/types';
import { momentText } from '@cluster-upgrade/plugin-upgrade-common';
import { z } from 'zod';
import { KubeObject } from '../../ports/KubeObject';
import { DecisionFacts, StepDecision } from '../../step/defineStep';
import { conditionOf, lastContainerEndMs } from '../../workloads/pods';
import {
  partitionSilenced,
  SeenWorkload,
  shortWorkloads,
} from '../../workloads/workloads';
import { awaiting, finish } from '../decisions';
import { isNodeReady } from '../../workloads/nodes';
import { silencedText, shortWorkloadsText } from '../workloadReadiness';
import { soakInput } from './soakInput';

type Input = z.output<typeof soakInput>;

/**
 * What `soak` looks at.
 *
 * @internal
 */
export interface SeenSoak {
  workloads: SeenWorkload[];
  /** Their pods. */
  pods: KubeObject[];
  nodes: { name: string; current: KubeObject | undefined }[];
}

const memoSchema = z.object({ healthySinceMs: z.number() });

/**
 * Pure decision of `soak`.
 *
 * @internal
 */
export function decideSoak(
  { workloads, ...others }: SeenSoak,
  facts: DecisionFacts<Input>,
): StepDecision<never> {
  const { awaited, silenced } = partitionSilenced(
    workloads,
    facts.silencedWorkloads,
  );
  const seen = { ...others, workloads: awaited };
  const notAwaited = silencedText(silenced);
  const dip = dipText(seen);
  return dip === undefined
    ? decideHealthy(seen, facts, notAwaited)
    : waitFor(
        facts.input,
        { code: 'not-healthy', text: `${dip}${notAwaited}` },
        { memo: {} },
      );
}

/** Nothing that counts is unhealthy now. */
function decideHealthy(
  seen: SeenSoak,
  { input, nowMs, watchedSinceMs, memo }: DecisionFacts<Input>,
  notAwaited: string,
): StepDecision<never> {
  const known = memoSchema.safeParse(memo).data?.healthySinceMs;
  const anew = latest(
    known === undefined
      ? []
      : [...gaps(watchedSinceMs), ...dipsBetweenLooks(seen)].filter(
          ({ atMs }) => atMs > known,
        ),
  );
  const healthySinceMs = Math.min(nowMs, anew?.atMs ?? known ?? nowMs);
  const remainingMs = healthySinceMs + input.durationMs - nowMs;
  if (remainingMs <= 0) {
    return finish(
      'soaked',
      `Healthy without a break for ${durationText(input.durationMs)}${notAwaited}`,
      { durationMs: input.durationMs },
    );
  }
  const since = momentText(healthySinceMs);
  return waitFor(
    input,
    {
      code: anew?.code ?? 'soaking',
      params: { sinceMs: healthySinceMs },
      text: anew
        ? `${anew.text} at ${since}, so the time counts from there${notAwaited}`
        : `Healthy since ${since}${notAwaited}`,
    },
    { memo: { healthySinceMs }, recheckAfterMs: remainingMs },
  );
}

/** What is unhealthy now; undefined: nothing. */
function dipText({ workloads, nodes }: SeenSoak): string | undefined {
  const short = shortWorkloads(workloads);
  const down = nodes
    .filter(({ current }) => !current || !isNodeReady(current))
    .map(({ name }) => name);
  const texts = [
    ...(short.length > 0 ? [shortWorkloadsText(short)] : []),
    ...(down.length > 0 ? [`not ready: node ${down.join(', node ')}`] : []),
  ];
  return texts.length > 0 ? texts.join('; ') : undefined;
}

/** A moment from which health counts anew. */
interface Anew {
  code: string;
  text: string;
  atMs: number;
}

/** Nobody saw what was before. */
function gaps(watchedSinceMs: number): Anew[] {
  return [
    {
      code: 'soak-unwatched',
      text: 'Health could not be watched without a break; it is again since it was looked at',
      atMs: watchedSinceMs,
    },
  ];
}

/** What ended, or was not ready, and is well again: a dip that no look has seen. */
function dipsBetweenLooks({ pods, nodes }: SeenSoak): Anew[] {
  return [
    ...pods.flatMap(pod => {
      const atMs = lastContainerEndMs(pod);
      const text = `A container of pod ${pod.metadata.name} ended`;
      return atMs === undefined ? [] : [{ code: 'soak-restarted', text, atMs }];
    }),
    ...nodes.flatMap(({ name, current }) => {
      const atMs = Date.parse(
        (current && conditionOf(current, 'Ready')?.lastTransitionTime) ?? '',
      );
      const text = `Node ${name} became ready`;
      return Number.isNaN(atMs) ? [] : [{ code: 'soak-node-back', text, atMs }];
    }),
  ];
}

function latest(moments: readonly Anew[]): Anew | undefined {
  return [...moments].sort((a, b) => b.atMs - a.atMs)[0];
}

function waitFor(
  { durationMs }: Input,
  why: {
    code: string;
    text: string;
    params?: Record<string, string | number>;
  },
  then: { memo: JsonValue; recheckAfterMs?: number },
): StepDecision<never> {
  return {
    do: 'wait',
    wait: awaiting({
      kind: 'soak',
      condition: {
        code: 'soaked',
        params: { durationMs },
        text: `Everything has been healthy for ${durationText(durationMs)} without a break`,
      },
      why,
    }),
    ...then,
  };
}

function durationText(durationMs: number): string {
  return durationMs % 60_000 === 0
    ? `${durationMs / 60_000} min`
    : `${durationMs / 1_000} s`;
}
