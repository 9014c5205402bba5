import {
  DecisionFacts,
  KubeObject,
} from '@cluster-upgrade/plugin-upgrade-node';
import { isLeftOut, WekaContainer } from '../resources';
import { ContainerTrouble, troubleOf } from './containerTrouble';

/** What is looked at, and for how long nothing may change. */
export interface Awaited {
  /** The image that each container must have applied. */
  image: string;
  /** No change for this long, with no reason named, is a stall; trouble that lasts this long is a failure. */
  stallMs: number;
}

type Facts = Pick<
  DecisionFacts<Awaited>,
  'input' | 'nowMs' | 'idleMs' | 'memo'
>;

interface Moment {
  atMs: number;
  /** Idle time at that moment: what came since doesn't count. */
  idleMs: number;
  [key: string]: number;
}

/** What is remembered from look to look. */
export interface ProgressMemo {
  fingerprint: string;
  /** When something last changed, or was held back for a reason. */
  changed: Moment;
  /** Since when each container has been in trouble; forgotten only when it runs its image. */
  troubled: Record<string, Moment>;
  [key: string]: string | Moment | Record<string, Moment>;
}

/** How far containers have come to their image. */
export interface ContainerProgress {
  applied: number;
  total: number;
  /** Told to take the image and not there yet. */
  isUnderWay: boolean;
  trouble?: ContainerTrouble;
  memo: ProgressMemo;
  isStalled: boolean;
  /** Trouble that lasted too long. */
  isTroubleLasting: boolean;
}

/**
 * Pure. The operator sets `Error` whenever it can't make a pod, and tries again: that is trouble, which
 * counts as a failure only when it lasts.
 *
 * @param isHeldBack - something holds the work back on purpose, which is no stall
 */
export function progressOf(
  containers: readonly WekaContainer[],
  pods: readonly KubeObject[],
  facts: Facts,
  isHeldBack: boolean,
): ContainerProgress {
  const { input, nowMs, idleMs } = facts;
  const counted = containers.filter(container => !isLeftOut(container));
  const behind = counted.filter(container => !hasApplied(container, input));
  const podByName = new Map(pods.map(pod => [pod.metadata.name, pod]));
  const troubles = behind.flatMap(
    container =>
      troubleOf(container, podByName.get(container.metadata.name)) ?? [],
  );
  const memo = remember(containers, behind, troubles, facts, isHeldBack);
  const lastedMs = ({ atMs, ...then }: Moment) =>
    nowMs - atMs - (idleMs - then.idleMs);
  const lasting = troubles.find(
    ({ container }) => lastedMs(memo.troubled[container]) >= input.stallMs,
  );
  return {
    applied: counted.length - behind.length,
    total: counted.length,
    isUnderWay: behind.some(({ spec }) => spec.image === input.image),
    trouble: lasting ?? troubles[0],
    memo,
    isStalled: !isHeldBack && lastedMs(memo.changed) >= input.stallMs,
    isTroubleLasting: lasting !== undefined,
  };
}

/** Told, applied, and up. */
export function hasApplied(
  { spec, status }: WekaContainer,
  { image }: Pick<Awaited, 'image'>,
): boolean {
  return (
    spec.image === image &&
    status?.lastAppliedImage === image &&
    status.status === 'Running'
  );
}

function remember(
  containers: readonly WekaContainer[],
  behind: readonly WekaContainer[],
  troubles: readonly ContainerTrouble[],
  { nowMs, idleMs, memo }: Facts,
  isHeldBack: boolean,
): ProgressMemo {
  const now = { atMs: nowMs, idleMs };
  const before = memo as ProgressMemo | undefined;
  const fingerprint = fingerprintOf(containers);
  const stillBehind = new Set(behind.map(({ metadata }) => metadata.name));
  const kept = Object.entries(before?.troubled ?? {}).filter(([name]) =>
    stillBehind.has(name),
  );
  return {
    fingerprint,
    changed:
      before?.fingerprint === fingerprint && !isHeldBack ? before.changed : now,
    troubled: {
      ...Object.fromEntries(troubles.map(({ container }) => [container, now])),
      ...Object.fromEntries(kept),
    },
  };
}

function fingerprintOf(containers: readonly WekaContainer[]): string {
  return containers
    .map(
      ({ metadata, spec, status }) =>
        `${metadata.name} ${spec.image} ${status?.lastAppliedImage} ${status?.status}`,
    )
    .sort()
    .join('\n');
}
