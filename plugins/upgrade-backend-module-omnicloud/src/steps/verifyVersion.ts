import {
  DecisionFacts,
  defineStep,
  isTerminating,
  KubeObject,
  podRef,
  readObject,
  readObjects,
  resourceTypes,
  StepDecision,
  withoutOrphanedPods,
  runningVersion,
} from '@cluster-upgrade/plugin-upgrade-node';
import { listed, ObjectRef } from '@cluster-upgrade/plugin-upgrade-common';
import { z } from 'zod';
import {
  LABEL_COMPONENT,
  LABEL_SPARE,
  OMNI_NAMESPACE,
  PLATFORM,
  PLATFORM_REF,
} from '../resources';

const verifyVersionInput = z.strictObject({
  /** Absent: parts ran several versions before, so that they only have to run. */
  version: z.string().min(1).optional(),
});

/** A part of the platform and the version that runs in it; absent while none does. */
export interface SeenPart {
  object: ObjectRef;
  name: string;
  version?: string;
}

/** Names listed in a sentence before it says "and n more". */
const MAX_NAMED = 5;

/**
 * `omnicloud-verify-version`: every instance of every part runs one version, agents on nodes that
 * joined meanwhile included, and the platform's record says the same. Temporary nodes don't count.
 */
export const verifyVersion = defineStep({
  kind: 'omnicloud-verify-version',
  input: verifyVersionInput,
  rights: () => [
    { apiGroup: '', resource: 'nodes', verbs: ['list'] },
    {
      apiGroup: '',
      resource: 'pods',
      verbs: ['list'],
      namespace: OMNI_NAMESPACE,
    },
    {
      apiGroup: '',
      resource: 'configmaps',
      verbs: ['get'],
      namespace: OMNI_NAMESPACE,
    },
  ],
  async observe(context): Promise<SeenPart[]> {
    const [nodes, pods, record] = await Promise.all([
      readObjects(context, resourceTypes.nodes),
      readObjects(context, resourceTypes.pods, {
        namespace: OMNI_NAMESPACE,
        labelSelector: LABEL_COMPONENT,
      }),
      readObject(context, resourceTypes.configMaps, {
        namespace: OMNI_NAMESPACE,
        name: PLATFORM.name,
      }),
    ]);
    const asked = nodes.filter(
      ({ metadata }) => !context.skippedTargets.includes(metadata.name),
    );
    return seenParts(asked, pods, record);
  },
  decide: decideVersion,
  act: async () => {},
});

/** The parts that count: neither those on temporary nodes nor those whose node is gone. */
export function seenParts(
  nodes: readonly KubeObject[],
  pods: readonly KubeObject[],
  record: KubeObject | undefined,
): SeenPart[] {
  const counted = nodes
    .filter(({ metadata }) => metadata.labels?.[LABEL_SPARE] !== 'true')
    .map(({ metadata }) => metadata.name);
  return [
    ...withoutOrphanedPods(pods, counted)
      .filter(pod => !isTerminating(pod))
      .map(seenPod),
    {
      object: PLATFORM_REF,
      name: 'the version record',
      version: record?.data?.version,
    },
  ];
}

/** Pure decision of `omnicloud-verify-version`. */
export function decideVersion(
  parts: readonly SeenPart[],
  { input: { version } }: DecisionFacts<z.output<typeof verifyVersionInput>>,
): StepDecision<never> {
  const others = parts.filter(part =>
    version === undefined
      ? part.version === undefined
      : part.version !== version,
  );
  const condition = {
    code: 'every-part-on-version',
    params: { parts: parts.length, version: version ?? '' },
    text: version
      ? `All ${parts.length} parts run ${version}`
      : `All ${parts.length} parts run`,
  };
  if (others.length === 0) {
    return { do: 'finish', result: condition };
  }
  const named = listed(
    others.map(part => `${part.name} (${part.version ?? 'does not run'})`),
    MAX_NAMED,
  );
  return {
    do: 'wait',
    wait: {
      kind: 'condition',
      object: others[0].object,
      condition,
      why: {
        code: 'parts-on-other-version',
        params: { count: others.length },
        text: `${others.length} of ${parts.length} do not: ${named}`,
      },
      unblocks: { kind: 'operator' },
      atLimit: 'fail-step',
    },
  };
}

function seenPod(pod: KubeObject): SeenPart {
  const componentId = pod.metadata.labels![LABEL_COMPONENT];
  const version = runningVersion(componentId, pod);
  return {
    object: podRef(pod),
    name: pod.spec?.nodeName
      ? `${componentId} on ${pod.spec.nodeName}`
      : `${componentId} ${pod.metadata.name}`,
    ...(version === undefined ? {} : { version }),
  };
}
