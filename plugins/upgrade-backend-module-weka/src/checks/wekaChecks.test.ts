import { lineGraphPolicy } from '@cluster-upgrade/plugin-upgrade-common';
import {
  NEW,
  OLD,
  pausedBy,
  wekaClient,
  wekaCluster,
  wekaContainer,
} from '../__fixtures__/wekaObjects';
import { listComponents } from '../inventory/components';
import { partWayOf } from '../inventory/partWay';
import { claim, WekaObjects } from '../inventory/readWeka';
import { WekaClient, WekaCluster, WekaContainer } from '../resources';
import { defaultOperatorRules } from '../versions/operatorRules';
import { defaultWekaRules } from '../versions/wekaRules';
import { activeMounts } from './activeMounts';
import { alerts } from './alerts';
import { clientPolicies } from './clientPolicies';
import { clientVersions } from './clientVersions';
import { clusterReady } from './clusterReady';
import { definitions } from './definitions';
import { enoughActive } from './enoughActive';
import { nodesReady } from './nodesReady';
import { noUpgradeRunning } from './noUpgradeRunning';
import { operatorVersion } from './operatorVersion';
import { sharedNodes } from './sharedNodes';
import { unsafeOverrides } from './unsafeOverrides';
import { upgradeTolerations } from './upgradeTolerations';
import { CheckView, WekaCheck } from './wekaCheck';

interface Situation {
  cluster?: WekaCluster | null;
  clients?: WekaClient[];
  containers?: WekaContainer[];
  toVersion?: string;
  nodes?: object[];
  deployments?: object[];
  definitions?: object[];
}

const backends = [
  wekaContainer('drive-0'),
  wekaContainer('drive-1'),
  wekaContainer('compute-0', { mode: 'compute' }),
  wekaContainer('compute-1', { mode: 'compute' }),
];

function viewOf(situation: Situation): CheckView {
  const { clients = [], containers = backends, toVersion } = situation;
  const cluster =
    situation.cluster === null
      ? undefined
      : (situation.cluster ?? wekaCluster());
  const weka: WekaObjects = {
    cluster,
    ...claim(clients, cluster),
    containers,
  };
  const partWay = partWayOf(weka);
  return {
    ...weka,
    inventory: {
      components: listComponents(weka),
      nodes: situation.nodes ?? [],
      version: '4.4.2.157-k8s.2',
      ...(partWay && { partWay }),
    } as any,
    plan: { toVersion: toVersion ?? '4.4.5.120-k8s.1' } as any,
    deployments: situation.deployments as any,
    definitions: situation.definitions as any,
  };
}

const withStats = (stats: object, status = 'Ready'): WekaCluster => ({
  ...wekaCluster(),
  status: {
    status,
    lastAppliedImage: OLD,
    stats: { clusterStatus: 'OK', numFailures: 0, alertsCount: 0, ...stats },
  },
});
const mountedClient = (type?: any) =>
  wekaClient('trainers', { spec: { upgradePolicy: { type } } });
const clientContainer = (options: Parameters<typeof wekaContainer>[1] = {}) =>
  wekaContainer('trainer-0', {
    mode: 'client',
    labels: { 'weka.io/client-name': 'trainers' },
    ...options,
  });
const half = [wekaContainer('drive-0', { image: NEW }), ...backends.slice(1)];
const begun = wekaCluster({ image: NEW });

type Row = [situation: string, of: Situation, status: string, observed: string];

function table(check: WekaCheck, rows: Row[]) {
  describe(`${check.title}`, () => {
    it.each(rows)('%s', (_, situation, status, observed) => {
      const answer = check.answer(viewOf(situation));
      expect([answer.status, answer.observed]).toEqual([status, observed]);
      // What doesn't pass says what to do.
      expect(answer.remedy === undefined).toBe(status === 'pass');
    });
  });
}

const NO_STORAGE: Row = [
  'only clients',
  { cluster: null, clients: [mountedClient()] },
  'pass',
  'only clients are here; their storage is elsewhere',
];

table(clusterReady, [
  ['healthy', {}, 'pass', 'status Ready, cluster OK, 0 failures'],
  [
    'failures although Ready and OK',
    { cluster: withStats({ numFailures: 2 }) },
    'hard-block',
    'status Ready, cluster OK, 2 failures',
  ],
  [
    'failed drives although Ready and OK',
    { cluster: withStats({ drives: { failures: [{}] } }) },
    'hard-block',
    'status Ready, cluster OK, 1 failures',
  ],
  [
    'both',
    { cluster: withStats({ numFailures: 1, drives: { failures: [{}, {}] } }) },
    'hard-block',
    'status Ready, cluster OK, 3 failures',
  ],
  [
    'not Ready',
    { cluster: withStats({}, 'GracePeriod') },
    'hard-block',
    'status GracePeriod, cluster OK, 0 failures',
  ],
  [
    'data moving before an upgrade',
    { cluster: withStats({ clusterStatus: 'REDISTRIBUTING' }) },
    'hard-block',
    'status Ready, cluster REDISTRIBUTING, 0 failures',
  ],
  [
    'data moving half-way through one',
    {
      cluster: {
        ...withStats({ clusterStatus: 'REDISTRIBUTING' }),
        spec: begun.spec,
      },
      containers: half,
    },
    'pass',
    'status Ready, cluster REDISTRIBUTING, 0 failures',
  ],
  [
    'nothing reported',
    { cluster: { ...wekaCluster(), status: undefined } },
    'hard-block',
    'status unknown, cluster unknown, 0 failures',
  ],
  NO_STORAGE,
]);

const HALF =
  '1 of 4 containers of the storage cluster run 4.4.5.120-k8s.1; the Weka operator';

table(noUpgradeRunning, [
  [
    'nothing under way',
    {},
    'pass',
    'asks for 4.4.2.157-k8s.2, runs 4.4.2.157-k8s.2',
  ],
  [
    'paused by a person',
    { cluster: pausedBy(wekaCluster()) },
    'hard-block',
    'a person paused the Weka operator (spec.overrides.upgradePaused)',
  ],
  [
    'paused by a person half-way',
    { cluster: pausedBy(begun), containers: half },
    'hard-block',
    'a person paused the Weka operator (spec.overrides.upgradePaused)',
  ],
  [
    'stopped half-way by the portal, to be finished',
    { cluster: pausedBy(begun, 'u-0'), containers: half },
    'pass',
    `${HALF} is paused (spec.overrides.upgradePaused); this plan finishes it`,
  ],
  [
    'half-way, and the operator goes on',
    { cluster: begun, containers: half },
    'warning',
    `${HALF} goes on by itself; this plan follows it to its end`,
  ],
  [
    'stopped half-way, and another target',
    {
      cluster: pausedBy(begun, 'u-0'),
      containers: half,
      toVersion: '5.0.1.30-k8s.1',
    },
    'hard-block',
    `${HALF} is paused (spec.overrides.upgradePaused)`,
  ],
  [
    'the operator has not reported yet',
    { cluster: { ...begun, status: {} } },
    'hard-block',
    'asks for 4.4.5.120-k8s.1, runs unknown',
  ],
  NO_STORAGE,
]);

table(enoughActive, [
  ['all', {}, 'pass', 'drive 2 of 2, compute 2 of 2'],
  [
    'a drive container is down',
    {
      containers: [
        wekaContainer('drive-0', { status: 'Unhealthy' }),
        ...backends.slice(1),
      ],
    },
    'hard-block',
    'drive 1 of 2, compute 2 of 2',
  ],
  [
    'just 90 %',
    {
      cluster: wekaCluster({
        dynamicTemplate: { driveContainers: 10, computeContainers: 2 },
      }),
      containers: [
        ...Array.from({ length: 9 }, (_, i) => wekaContainer(`drive-${i}`)),
        ...backends.slice(2),
      ],
    },
    'pass',
    'drive 9 of 10, compute 2 of 2',
  ],
  NO_STORAGE,
]);

const node = (name: string, change: object = {}) => ({
  name,
  isReady: true,
  isCordoned: false,
  ...change,
});

table(nodesReady, [
  ['all', { nodes: [node('a'), node('b')] }, 'pass', 'all 2 nodes'],
  [
    'some are not',
    {
      nodes: [
        node('a', { isCordoned: true }),
        node('b', { isReady: false }),
        node('c'),
      ],
    },
    'soft-block',
    'a is cordoned, b is not ready',
  ],
]);

table(activeMounts, [
  ['none', {}, 'pass', 'no container has active mounts'],
  [
    'through a frontend',
    { containers: [wekaContainer('s3-0', { mode: 's3', activeMounts: 3 })] },
    'warning',
    'containers with active mounts: s3-0 (3)',
  ],
  [
    'through a client that waits for them',
    {
      clients: [mountedClient('rolling')],
      containers: [clientContainer({ activeMounts: 1 })],
    },
    'warning',
    'containers with active mounts: trainer-0 (1)',
  ],
  [
    'through a client that does not wait',
    {
      clients: [mountedClient('all-at-once-force')],
      containers: [clientContainer({ activeMounts: 1 })],
    },
    'pass',
    'no container has active mounts',
  ],
  [
    'through a client of another storage cluster',
    {
      clients: [],
      containers: [clientContainer({ activeMounts: 1 })],
    },
    'pass',
    'no container has active mounts',
  ],
]);

table(alerts, [
  ['none', {}, 'pass', '0 alerts'],
  ['some', { cluster: withStats({ alertsCount: 4 }) }, 'warning', '4 alerts'],
  [
    'not reported',
    { cluster: { ...wekaCluster(), status: {} } },
    'not-checked',
    'status.stats.alertsCount is not reported',
  ],
  NO_STORAGE,
]);

table(unsafeOverrides, [
  ['none', {}, 'pass', 'no override is set'],
  [
    'one',
    { cluster: wekaCluster({ overrides: { upgradeForceReplace: true } }) },
    'soft-block',
    'upgradeForceReplace set',
  ],
  [
    'two',
    {
      cluster: wekaCluster({
        overrides: {
          upgradeAllAtOnce: true,
          upgradeForceReplaceDrives: true,
        } as any,
      }),
    },
    'soft-block',
    'upgradeAllAtOnce, upgradeForceReplaceDrives set',
  ],
  [
    'one that is off',
    { cluster: wekaCluster({ overrides: { upgradeAllAtOnce: false } }) },
    'pass',
    'no override is set',
  ],
  NO_STORAGE,
]);

const tolerant = {
  rawTolerations: [{ key: 'weka.io/upgrade', operator: 'Exists' }],
};

table(upgradeTolerations, [
  [
    'everywhere',
    {
      cluster: wekaCluster(tolerant),
      clients: [wekaClient('trainers', { spec: tolerant })],
    },
    'pass',
    'the cluster and its clients tolerate it',
  ],
  [
    'nowhere',
    { clients: [wekaClient('trainers')] },
    'warning',
    'WekaCluster weka-prod, WekaClient trainers would be evicted by it',
  ],
]);

table(clientPolicies, [
  [
    'all wait',
    { clients: [mountedClient('rolling')] },
    'pass',
    'every client waits until nothing is mounted',
  ],
  [
    'none named: the API fills in all-at-once',
    { clients: [mountedClient()] },
    'pass',
    'every client waits until nothing is mounted',
  ],
  [
    'manual',
    { clients: [mountedClient('manual')] },
    'warning',
    'trainers is manual: somebody has to delete its pods',
  ],
  [
    'force, with mounts',
    {
      clients: [mountedClient('all-at-once-force')],
      containers: [clientContainer({ activeMounts: 2 })],
    },
    'soft-block',
    'trainers is all-at-once-force: 2 mounts are interrupted',
  ],
  [
    'force, with nothing mounted now',
    { clients: [mountedClient('all-at-once-force')] },
    'warning',
    'trainers is all-at-once-force: 0 mounts are interrupted',
  ],
]);

const image = (version: string) => OLD.replace(/[^:]*$/, version);

table(clientVersions(lineGraphPolicy(defaultWekaRules)), [
  [
    'the same version',
    { clients: [mountedClient()], containers: [clientContainer()] },
    'pass',
    'every client can follow to 4.4.5.120-k8s.1',
  ],
  [
    'too far behind',
    {
      clients: [mountedClient()],
      containers: [clientContainer({ image: image('4.2.11') })],
      toVersion: '5.0.1',
    },
    'hard-block',
    'Client trainers: A step from 4.2 to 5.0 is not permitted.',
  ],
  [
    'at the target already',
    {
      clients: [mountedClient()],
      containers: [clientContainer({ image: NEW })],
    },
    'pass',
    'every client can follow to 4.4.5.120-k8s.1',
  ],
  [
    'only some of its containers too far behind',
    {
      clients: [mountedClient()],
      containers: [
        clientContainer(),
        { ...clientContainer({ image: image('4.1.7') }) },
      ],
    },
    'hard-block',
    'Client trainers: A step from 4.1 to 4.4 is not permitted.',
  ],
  [
    'one too far behind that is being taken away',
    {
      clients: [mountedClient()],
      containers: [
        clientContainer({ image: image('4.1.7'), state: 'destroying' }),
      ],
    },
    'pass',
    'every client can follow to 4.4.5.120-k8s.1',
  ],
  [
    'ahead of the target',
    {
      clients: [mountedClient()],
      containers: [clientContainer({ image: image('5.0.1') })],
    },
    'hard-block',
    'Client trainers: 4.4.5.120-k8s.1 is not newer than 5.0.1.',
  ],
  [
    'a frontend that lags is not a client',
    {
      containers: [
        wekaContainer('s3-0', { mode: 's3', image: image('4.0.1') }),
      ],
    },
    'pass',
    'every client can follow to 4.4.5.120-k8s.1',
  ],
]);

const frontend = (name: string, options: object = {}) =>
  wekaContainer(name, { mode: 's3', nodeAffinity: 'node-1', ...options });
const s3 = frontend('s3-0');
const hot = { ...s3, spec: { ...s3.spec, allowHotUpgrade: true } };
const batch = wekaClient('batch');
const ofBatch = wekaContainer('batch-0', {
  mode: 'client',
  labels: { 'weka.io/client-name': 'batch' },
});
const NOBODY_WAITS = 'no frontend has to wait for another one beside it';

table(sharedNodes, [
  [
    'a frontend and a client apart',
    {
      clients: [mountedClient()],
      containers: [s3, clientContainer({ nodeAffinity: 'node-2' })],
    },
    'pass',
    NOBODY_WAITS,
  ],
  [
    'on one machine',
    { clients: [mountedClient()], containers: [s3, clientContainer()] },
    'soft-block',
    's3-0 waits for trainer-0 on node-1',
  ],
  [
    'on one machine, with a hot upgrade of the client, whose turn comes later',
    {
      clients: [wekaClient('trainers', { spec: { allowHotUpgrade: true } })],
      containers: [s3, clientContainer()],
    },
    'soft-block',
    's3-0 waits for trainer-0 on node-1',
  ],
  [
    'on one machine, with a hot upgrade of the frontend',
    { clients: [mountedClient()], containers: [hot, clientContainer()] },
    'pass',
    NOBODY_WAITS,
  ],
  [
    'on one machine, with a client that runs the new image already',
    {
      clients: [mountedClient()],
      containers: [s3, clientContainer({ image: NEW })],
    },
    'pass',
    NOBODY_WAITS,
  ],
  [
    'on one machine, with a client that is being taken away',
    {
      clients: [mountedClient()],
      containers: [s3, clientContainer({ state: 'destroying' })],
    },
    'pass',
    NOBODY_WAITS,
  ],
  [
    'a frontend beside a client of another storage cluster',
    { clients: [], containers: [s3, clientContainer()] },
    'soft-block',
    's3-0 waits for trainer-0 on node-1',
  ],
  [
    'two frontends',
    { containers: [s3, frontend('nfs-0', { mode: 'nfs' })] },
    'soft-block',
    's3-0 waits for nfs-0 on node-1, nfs-0 waits for s3-0 on node-1',
  ],
  [
    'a frontend that no upgrade changes',
    { containers: [s3, frontend('smbw-0', { mode: 'smbw' })] },
    'soft-block',
    's3-0 waits for smbw-0 on node-1',
  ],
  [
    'two clients, the first of which waits for the second',
    {
      clients: [mountedClient(), batch],
      containers: [clientContainer(), ofBatch],
    },
    'soft-block',
    'trainer-0 waits for batch-0 on node-1',
  ],
  [
    'two clients, the first with hot upgrade',
    {
      clients: [
        wekaClient('trainers', { spec: { allowHotUpgrade: true } }),
        batch,
      ],
      containers: [clientContainer(), ofBatch],
    },
    'pass',
    NOBODY_WAITS,
  ],
  [
    'two clients, the first in the hands of people',
    {
      clients: [mountedClient('manual'), batch],
      containers: [clientContainer(), ofBatch],
    },
    'pass',
    NOBODY_WAITS,
  ],
  [
    'a drive container and an envoy beside a client',
    {
      clients: [mountedClient()],
      containers: [
        wekaContainer('drive-0'),
        wekaContainer('envoy-0', { mode: 'envoy' }),
        clientContainer(),
      ],
    },
    'pass',
    NOBODY_WAITS,
  ],
]);

const operator = (tag: string, replicas = 1) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    namespace: 'weka-operator-system',
    name: 'weka-operator-controller-manager',
  },
  spec: {
    replicas,
    template: {
      spec: {
        containers: [
          { name: 'kube-rbac-proxy', image: 'gcr.io/kube-rbac-proxy:v0.13.1' },
          { name: 'manager', image: `quay.io/weka.io/weka-operator${tag}` },
        ],
      },
    },
  },
});
const other = {
  ...operator(''),
  spec: {
    template: { spec: { containers: [{ image: 'acme/weka-operator-ui:v3' }] } },
  },
};
const OPERATOR = 'weka-operator-system/weka-operator-controller-manager';

table(operatorVersion(defaultOperatorRules), [
  [
    'new enough for S3',
    { containers: [s3], deployments: [other, operator(':v1.10.0')] },
    'pass',
    `${OPERATOR} runs v1.10.0`,
  ],
  [
    'too old for S3',
    { containers: [s3], deployments: [operator(':v1.6.2')] },
    'soft-block',
    `s3 containers need operator 1.7, and ${OPERATOR} runs v1.6.2`,
  ],
  [
    'too old for S3, where there is none',
    { deployments: [operator(':v1.6.2')] },
    'pass',
    `${OPERATOR} runs v1.6.2`,
  ],
  [
    'too old for the S3 of another storage cluster',
    {
      containers: [frontend('s3-9', { namespace: 'elsewhere' })],
      deployments: [operator(':v1.6.2')],
    },
    'pass',
    `${OPERATOR} runs v1.6.2`,
  ],
  [
    'a target too old for NFS',
    {
      containers: [frontend('nfs-0', { mode: 'nfs' })],
      deployments: [operator(':v1.10.0')],
      toVersion: '5.0.1.30-k8s.1',
    },
    'warning',
    'nfs containers need Weka 5.1.0, and the target is 5.0.1.30-k8s.1',
  ],
  [
    'operator and target too old for NFS',
    {
      containers: [frontend('nfs-0', { mode: 'nfs' })],
      deployments: [operator(':v1.9.1')],
    },
    'soft-block',
    `nfs containers need operator 1.10, and ${OPERATOR} runs v1.9.1; nfs containers need Weka 5.1.0, and the target is 4.4.5.120-k8s.1`,
  ],
  [
    'containers that no operator upgrades',
    {
      containers: [frontend('smbw-0', { mode: 'smbw' })],
      deployments: [operator(':v1.10.0')],
    },
    'warning',
    "smbw containers are left out of the operator's upgrade and keep their image",
  ],
  [
    'an operator without a version',
    { deployments: [operator(':latest')] },
    'not-checked',
    `the image of ${OPERATOR} names no version (latest)`,
  ],
  [
    'an operator named by its digest',
    { deployments: [operator('@sha256:0a1b')] },
    'not-checked',
    `the image of ${OPERATOR} names no version (0a1b)`,
  ],
  [
    'an operator that is switched off, and no other',
    { deployments: [operator(':v1.10.0', 0), other] },
    'not-checked',
    'no Deployment here runs an image weka-operator',
  ],
  NO_STORAGE,
]);

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

table(definitions, [
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
