import {
  KubeObject,
  listAll,
  resourceTypes,
  imageTag,
} from '@cluster-upgrade/plugin-upgrade-node';
import { isGoingAway, isOfCluster } from '../resources';
import { isAtLeast, isNumbered, OperatorRule } from '../versions/operatorRules';
import { CheckAnswer } from '@cluster-upgrade/plugin-upgrade-node';
import { CheckView, storageCheck, WekaCheck } from './wekaCheck';

/** The image of the operator, in whatever registry. */
const OPERATOR_IMAGE = /(^|\/)weka-operator(:|@|$)/;

interface Operator {
  object: KubeObject;
  /** Its image's tag; empty where there is none. */
  version: string;
}

/** The operator is upgraded by whoever installed it: whether it is new enough has to be known before. */
export function operatorVersion(rules: readonly OperatorRule[]): WekaCheck {
  return storageCheck({
    id: 'weka-operator-version',
    title: 'The Weka operator knows what it has to upgrade',
    group: 'compatibility',
    read: async ({ cluster, signal }) => ({
      deployments: (
        await listAll(cluster, resourceTypes.deployments, { signal })
      ).items,
    }),
    answer(view) {
      const operators = operatorsOf(view.deployments ?? []);
      const unread = whyUnread(operators);
      return unread === undefined
        ? judge(view, operators, rules)
        : {
            status: 'not-checked',
            observed: unread,
            needed: NEEDED,
            remedy:
              'Compare the version of the operator with its documentation by hand.',
          };
    },
  });
}

const NEEDED =
  'an operator and a version of Weka that support the frontends in use';

function operatorsOf(deployments: readonly KubeObject[]): Operator[] {
  return deployments
    .filter(({ spec }) => (spec?.replicas ?? 1) > 0)
    .flatMap(object => {
      const images: string[] = (
        object.spec?.template?.spec?.containers ?? []
      ).map((container: { image?: string }) => container.image ?? '');
      const image = images.find(each => OPERATOR_IMAGE.test(each));
      return image === undefined
        ? []
        : [{ object, version: imageTag(image) ?? '' }];
    });
}

function whyUnread(operators: readonly Operator[]): string | undefined {
  if (operators.length === 0) {
    return 'no Deployment here runs an image weka-operator';
  }
  const unnamed = operators.find(({ version }) => !isNumbered(version));
  return (
    unnamed &&
    `the image of ${nameOf(unnamed)} names no version (${unnamed.version || 'no tag'})`
  );
}

function judge(
  view: CheckView,
  operators: readonly Operator[],
  rules: readonly OperatorRule[],
): CheckAnswer {
  const inUse = rules.filter(({ mode }) => isInUse(view, mode));
  const tooOld = inUse.flatMap(({ mode, minimumOperator }) =>
    operators
      .filter(
        ({ version }) =>
          minimumOperator !== undefined && !isAtLeast(version, minimumOperator),
      )
      .map(
        operator =>
          `${mode} containers need operator ${minimumOperator}, and ${nameOf(operator)} runs ${operator.version}`,
      ),
  );
  const unsupported = inUse.flatMap(rule => whyUnsupported(rule, view));
  return {
    status: statusOf(tooOld.length, unsupported.length),
    observed:
      [...tooOld, ...unsupported].join('; ') ||
      operators
        .map(operator => `${nameOf(operator)} runs ${operator.version}`)
        .join(', '),
    needed: NEEDED,
    objects: operators.map(({ object: { apiVersion, kind, metadata } }) => ({
      apiVersion,
      kind,
      namespace: metadata.namespace,
      name: metadata.name,
    })),
    remedy: remedyFor(tooOld.length, unsupported.length),
  };
}

function isInUse({ cluster, containers }: CheckView, mode: string): boolean {
  return containers.some(
    container =>
      cluster !== undefined &&
      container.spec.mode === mode &&
      isOfCluster(container, cluster) &&
      !isGoingAway(container),
  );
}

function whyUnsupported(
  { mode, minimumOperator, minimumVersion }: OperatorRule,
  { plan }: CheckView,
): string[] {
  if (minimumOperator === undefined) {
    return [
      `${mode} containers are left out of the operator's upgrade and keep their image`,
    ];
  }
  return minimumVersion === undefined ||
    isAtLeast(plan.toVersion, minimumVersion)
    ? []
    : [
        `${mode} containers need Weka ${minimumVersion}, and the target is ${plan.toVersion}`,
      ];
}

function statusOf(tooOld: number, unsupported: number): CheckAnswer['status'] {
  if (tooOld > 0) {
    return 'soft-block';
  }
  return unsupported > 0 ? 'warning' : 'pass';
}

function remedyFor(tooOld: number, unsupported: number): string | undefined {
  if (tooOld > 0) {
    return "Upgrade the operator first: apply its chart's definitions (helm show crds, then kubectl apply --server-side), then helm upgrade.";
  }
  return unsupported > 0
    ? 'Ask whoever uses these containers, or Weka, before the upgrade: nothing here brings them along.'
    : undefined;
}

function nameOf({ object: { metadata } }: Operator): string {
  return `${metadata.namespace}/${metadata.name}`;
}
