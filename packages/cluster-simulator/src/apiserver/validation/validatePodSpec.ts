import {
  duplicate,
  FieldError,
  invalidValue,
  notSupported,
  required,
} from '../errors/FieldError';
import { nameProblems } from './nameFormats';
import { nonNegative } from './numbers';

const PORT_MAX = 65_535;
const portRule = 'must be between 1 and 65535, inclusive';
const restartPolicies = ['Always', 'OnFailure', 'Never'];
const pullPolicies = ['Always', 'IfNotPresent', 'Never'];

/** The rules of a pod's spec that mistakes in manifests break. */
export function validatePodSpec(spec: any, path: string): FieldError[] {
  const containers: any[] = spec?.containers ?? [];
  const initContainers: any[] = spec?.initContainers ?? [];
  const volumes: any[] = spec?.volumes ?? [];
  const volumeNames = new Set(volumes.map(({ name }) => name));
  const errors: FieldError[] = [
    ...validateNames(volumes, `${path}.volumes`),
    ...(containers.length === 0 ? [required(`${path}.containers`)] : []),
    ...validateContainers(containers, `${path}.containers`, volumeNames),
    ...validateContainers(
      initContainers,
      `${path}.initContainers`,
      volumeNames,
    ),
    ...nonNegative(
      spec?.terminationGracePeriodSeconds,
      `${path}.terminationGracePeriodSeconds`,
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
  return [
    ...validateNames(containers, path),
    ...containers.flatMap((container, index) =>
      validateContainer(container, `${path}[${index}]`, volumeNames),
    ),
  ];
}

function validateNames(items: any[], path: string): FieldError[] {
  const seen = new Set<string>();
  return items.flatMap(({ name }, index) => {
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
  const errors: FieldError[] = [];
  if (!container.image) {
    errors.push(required(`${path}.image`));
  } else if (container.image.trim() !== container.image) {
    errors.push(
      invalidValue(
        `${path}.image`,
        container.image,
        'must not have leading or trailing whitespace',
      ),
    );
  }
  if (!pullPolicies.includes(container.imagePullPolicy)) {
    errors.push(
      notSupported(
        `${path}.imagePullPolicy`,
        container.imagePullPolicy,
        pullPolicies,
      ),
    );
  }
  return [
    ...errors,
    ...validatePorts(container.ports ?? [], `${path}.ports`),
    ...validateMounts(
      container.volumeMounts ?? [],
      `${path}.volumeMounts`,
      volumeNames,
    ),
    ...validateVariables(container.env ?? [], `${path}.env`),
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
