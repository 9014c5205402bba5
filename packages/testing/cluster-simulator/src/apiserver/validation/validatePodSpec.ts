import {
  duplicate,
  FieldError,
  invalidValue,
  notSupported,
  required,
} from '../errors/FieldError';
import { compareQuantities } from '../schema/quantity';
import { nameProblems } from './nameFormats';

const PORT_MAX = 65_535;
const portRule = 'must be between 1 and 65535, inclusive';
const restartPolicies = ['Always', 'OnFailure', 'Never'];
const pullPolicies = ['Always', 'IfNotPresent', 'Never'];

/**
 * The rules of a pod's spec that mistakes in manifests break.
 *
 * @internal
 */
export function validatePodSpec(spec: any, path: string): FieldError[] {
  const containers: any[] = spec?.containers ?? [];
  const initContainers: any[] = spec?.initContainers ?? [];
  const volumes: any[] = spec?.volumes ?? [];
  const volumeNames = new Set<string>(volumes.map(({ name }) => name));
  const errors: FieldError[] = [
    ...validateNames(volumes, `${path}.volumes`).flat(),
    ...(containers.length === 0 ? [required(`${path}.containers`)] : []),
    ...validateContainers(containers, `${path}.containers`, volumeNames),
    ...validateContainers(
      initContainers,
      `${path}.initContainers`,
      volumeNames,
    ),
  ];
  if (!restartPolicies.includes(spec?.restartPolicy)) {
    errors.push(
      notSupported(
        `${path}.restartPolicy`,
        spec?.restartPolicy,
        restartPolicies,
      ),
    );
  }
  return errors;
}

function validateContainers(
  containers: any[],
  path: string,
  volumeNames: ReadonlySet<string>,
): FieldError[] {
  const nameErrors = validateNames(containers, path);
  return containers.flatMap((container, index) => [
    ...nameErrors[index],
    ...validateContainer(container, `${path}[${index}]`, volumeNames),
  ]);
}

/** The errors of each item's name. */
function validateNames(items: any[], path: string): FieldError[][] {
  const seen = new Set<string>();
  return items.map(({ name }, index) => {
    const field = `${path}[${index}].name`;
    if (!name) {
      return [required(field)];
    }
    if (seen.has(name)) {
      return [duplicate(field, name)];
    }
    seen.add(name);
    return nameProblems(name, 'label').map(problem =>
      invalidValue(field, name, problem),
    );
  });
}

function validateContainer(
  container: any,
  path: string,
  volumeNames: ReadonlySet<string>,
): FieldError[] {
  const { image, imagePullPolicy, ports, env, volumeMounts } = container;
  return [
    ...(image ? [] : [required(`${path}.image`)]),
    ...validatePorts(ports ?? [], `${path}.ports`),
    ...validateVariables(env ?? [], `${path}.env`),
    ...validateMounts(volumeMounts ?? [], `${path}.volumeMounts`, volumeNames),
    ...(pullPolicies.includes(imagePullPolicy)
      ? []
      : [
          notSupported(
            `${path}.imagePullPolicy`,
            imagePullPolicy,
            pullPolicies,
          ),
        ]),
    ...validateResources(container.resources, `${path}.resources`),
  ];
}

function validatePorts(ports: any[], path: string): FieldError[] {
  return ports.flatMap(({ containerPort }, index) => {
    const field = `${path}[${index}].containerPort`;
    if (!containerPort) {
      return [required(field)];
    }
    return containerPort < 1 || containerPort > PORT_MAX
      ? [invalidValue(field, containerPort, portRule)]
      : [];
  });
}

function validateMounts(
  mounts: any[],
  path: string,
  volumeNames: ReadonlySet<string>,
): FieldError[] {
  return mounts.flatMap(({ name, mountPath }, index) => {
    const field = `${path}[${index}]`;
    const errors: FieldError[] = [];
    if (!name) {
      errors.push(required(`${field}.name`));
    } else if (!volumeNames.has(name)) {
      errors.push({
        type: 'FieldValueNotFound',
        field: `${field}.name`,
        detail: '',
        value: name,
      });
    }
    if (!mountPath) {
      errors.push(required(`${field}.mountPath`));
    }
    return errors;
  });
}

function validateVariables(variables: any[], path: string): FieldError[] {
  return variables.flatMap((variable, index) => {
    const field = `${path}[${index}]`;
    if (!variable.name) {
      return [required(`${field}.name`)];
    }
    return variable.value && variable.valueFrom
      ? [
          invalidValue(
            `${field}.valueFrom`,
            '',
            'may not be specified when `value` is not empty',
          ),
        ]
      : [];
  });
}

function validateResources(resources: any, path: string): FieldError[] {
  const requests = Object.entries<string>(resources?.requests ?? {});
  return requests.flatMap(([name, request]) => {
    const limit = resources.limits?.[name];
    return limit !== undefined && compareQuantities(request, limit) > 0
      ? [
          invalidValue(
            `${path}.requests`,
            request,
            `must be less than or equal to ${name} limit of ${limit}`,
          ),
        ]
      : [];
  });
}
