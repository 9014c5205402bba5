import { ObjectRef, objectText } from '@cluster-upgrade/plugin-upgrade-common';
import { z } from 'zod';
import { readObject } from '../../cluster/readObject';
import { resourceTypes } from '../../cluster/resourceTypes';
import { KubeObject } from '../../ports/KubeObject';
import { DecisionFacts, defineStep, StepDecision } from '../../step/defineStep';
import { awaitingWrite, finish } from '../decisions';
import { right } from '../rights';
import { setConfigDataInput } from './setConfigDataInput';

type Input = z.output<typeof setConfigDataInput>;

/**
 * `set-config-data`: given keys of a ConfigMap have given values; other keys stay as they are.
 *
 * @public
 */
export const setConfigData = defineStep({
  kind: 'set-config-data',
  input: setConfigDataInput,
  rights: ({ namespace }) => [
    right(resourceTypes.configMaps, ['get', 'patch'], { namespace }),
  ],
  writes: input => [configMapRef(input)],
  observe: context => {
    const { namespace, name } = context.input;
    return readObject(context, resourceTypes.configMaps, { namespace, name });
  },
  decide: decideConfigData,
  async act(data, { input: { namespace, name }, cluster, signal }) {
    await cluster.patch(
      resourceTypes.configMaps,
      { namespace, name },
      'merge',
      { data },
      { signal },
    );
  },
});

/**
 * Pure decision of `set-config-data`.
 *
 * @internal
 */
export function decideConfigData(
  configMap: KubeObject | undefined,
  { input }: DecisionFacts<Input>,
): StepDecision<Record<string, string | null>> {
  const object = configMapRef(input);
  const name = objectText(object);
  if (!configMap) {
    return failed(object, 'object-missing', `${name} is not there`, {
      remedy: `Create ${name}, then retry the step`,
    });
  }
  const differing = Object.entries(input.data).filter(
    ([key, value]) => (configMap.data?.[key] ?? null) !== value,
  );
  const keys = differing.map(([key]) => key).join(', ');
  const condition = {
    code: 'config-data-set',
    text: `${name} has the planned values`,
  };
  if (differing.length === 0) {
    return finish(condition.code, condition.text);
  }
  if (configMap.immutable) {
    return failed(object, 'object-immutable', `${name} is immutable`, {
      remedy: `Replace ${name} by one with the planned ${keys}, then retry the step`,
    });
  }
  return {
    do: 'act',
    action: Object.fromEntries(differing),
    object,
    effect: {
      code: 'set-config-data',
      params: { keys },
      text: `Sets ${keys} of ${name}`,
    },
    then: awaitingWrite('condition', object, condition),
  };
}

function configMapRef({ namespace, name }: Input): ObjectRef {
  return { apiVersion: 'v1', kind: 'ConfigMap', namespace, name };
}

function failed(
  object: ObjectRef,
  code: string,
  text: string,
  { remedy }: { remedy: string },
): StepDecision<never> {
  return {
    do: 'fail',
    failure: { kind: 'measured', object, cause: { code, text }, remedy },
  };
}
