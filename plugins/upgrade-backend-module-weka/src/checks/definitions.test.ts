import { describeCheck } from '../__testUtils__/describeCheck';
import { definitions } from './definitions';

type Fields = Record<string, object>;

/** Definitions whose schemas have exactly these fields. */
const definitionsOf = (
  spec: Fields,
  clients: Fields = { image: {}, upgradePolicy: KEEPS_ALL },
  isServed = true,
) =>
  [
    ['wekaclusters', spec],
    ['wekaclients', clients],
    ['wekacontainers', { image: {} }],
  ].map(([plural, properties]) => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.weka.weka.io` },
    spec: {
      versions: [
        {
          name: 'v1alpha1',
          served: isServed,
          schema: {
            openAPIV3Schema: {
              properties: {
                spec: { properties },
                status: { properties: { lastAppliedImage: {} } },
              },
            },
          },
        },
      ],
    },
  }));
const KEEPS_ALL = { 'x-kubernetes-preserve-unknown-fields': true };
const KNOWN = 'they know every field that upgrades set or wait for';
const overrides = { properties: { upgradePaused: { type: 'boolean' } } };

describeCheck(definitions, [
  [
    'all fields are there',
    { definitions: definitionsOf({ image: {}, overrides }) },
    'pass',
    KNOWN,
  ],
  [
    'what they do not name they keep',
    { definitions: definitionsOf({ image: {}, overrides: KEEPS_ALL }) },
    'pass',
    KNOWN,
  ],
  [
    'from before there was a pause',
    {
      definitions: definitionsOf({ image: {}, overrides: { properties: {} } }),
    },
    'hard-block',
    'WekaCluster has no spec.overrides.upgradePaused',
  ],
  [
    'from before there were overrides and policies',
    { definitions: definitionsOf({ image: {} }, { image: {} }) },
    'hard-block',
    'WekaCluster has no spec.overrides.upgradePaused; WekaClient has no spec.upgradePolicy.type',
  ],
  [
    'of another version of the API',
    { definitions: definitionsOf({ image: {} }, {}, false) },
    'hard-block',
    [
      'WekaCluster has no spec.image',
      'WekaCluster has no spec.overrides.upgradePaused',
      'WekaCluster has no status.lastAppliedImage',
      'WekaClient has no spec.image',
      'WekaClient has no spec.upgradePolicy.type',
      'WekaContainer has no spec.image',
      'WekaContainer has no status.lastAppliedImage',
    ].join('; '),
  ],
]);
