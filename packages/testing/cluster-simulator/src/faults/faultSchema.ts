import Ajv, { ErrorObject } from 'ajv';
import { Fault } from './SimulatorFaults';

const text = { type: 'string', minLength: 1 };
const texts = { type: 'array', items: text };
const labels = { type: 'object', additionalProperties: { type: 'string' } };
const positive = { type: 'number', minimum: 0 };

const requestFault = {
  type: 'object',
  required: ['name', 'kind'],
  additionalProperties: false,
  properties: {
    name: text,
    kind: {
      enum: [
        'request-error',
        'request-latency',
        'dropped-watch',
        'stale-watch',
      ],
    },
    match: {
      type: 'object',
      additionalProperties: false,
      properties: {
        verbs: texts,
        resources: texts,
        namespace: text,
        object: text,
      },
    },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    retryAfterSeconds: { type: 'integer', minimum: 0 },
    delayMs: positive,
    probability: { type: 'number', minimum: 0, maximum: 1 },
    times: { type: 'integer', minimum: 1 },
  },
};

const podFault = {
  type: 'object',
  required: ['name', 'kind'],
  additionalProperties: false,
  properties: {
    name: text,
    kind: {
      enum: [
        'bad-image',
        'crash-loop',
        'failing-probe',
        'slow-start',
        'stuck-termination',
        'node-lost',
      ],
    },
    match: {
      type: 'object',
      additionalProperties: false,
      properties: {
        namespace: text,
        labels,
        image: text,
        node: text,
        nodeLabels: labels,
        otherNodeLabels: labels,
      },
    },
    delayMs: positive,
  },
};

const validate = new Ajv({ allErrors: true, strict: false }).compile<Fault>({
  type: 'object',
  required: ['kind'],
  if: { properties: { kind: requestFault.properties.kind } },
  then: requestFault,
  else: podFault,
});

/**
 * Reads a fault that came over the wire.
 *
 * @throws Error that says what is wrong with it
 * @internal
 */
export function readFault(value: unknown): Fault {
  if (!validate(value)) {
    const problems = (validate.errors ?? [])
      .filter(({ keyword }) => keyword !== 'if')
      .map(describe);
    throw new Error(`This is no fault: ${problems.join('; ')}`);
  }
  return { ...value, match: value.match ?? {} } as Fault;
}

function describe({ instancePath, message, params }: ErrorObject): string {
  const values = params.allowedValues ?? params.additionalProperty;
  return [instancePath || 'the fault', message, values && `(${values})`]
    .filter(Boolean)
    .join(' ');
}
