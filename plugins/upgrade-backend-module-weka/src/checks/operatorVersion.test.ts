import { wekaContainer } from '../__fixtures__/wekaObjects';
import { NO_STORAGE, describeCheck } from '../__testUtils__/describeCheck';
import { defaultOperatorRules } from '../versions/operatorRules';
import { operatorVersion } from './operatorVersion';

const frontend = (name: string, options: object = {}) =>
  wekaContainer(name, { mode: 's3', nodeAffinity: 'node-1', ...options });
const s3 = frontend('s3-0');

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

describeCheck(operatorVersion(defaultOperatorRules), [
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
    `the image of ${OPERATOR} names no version (no tag)`,
  ],
  [
    'an operator that is switched off, and no other',
    { deployments: [operator(':v1.10.0', 0), other] },
    'not-checked',
    'no Deployment here runs an image weka-operator',
  ],
  NO_STORAGE,
]);
