import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { KindRules, RuleContext } from './KindRules';
import {
  validateService,
  validateServiceUpdate,
} from '../validation/validateCore';
import { setDefault } from './setDefault';

function allocateClusterIp(service: KubeObject, { random }: RuleContext): void {
  const { spec } = service;
  if (spec.type === 'ExternalName') {
    return;
  }
  if (!spec.clusterIP) {
    const part = () => 1 + Math.floor(random.next() * 254);
    spec.clusterIP = `10.96.${part()}.${part()}`;
  }
  setDefault(spec, 'clusterIPs', [spec.clusterIP]);
  setDefault(spec, 'ipFamilies', ['IPv4']);
  setDefault(spec, 'ipFamilyPolicy', 'SingleStack');
}

/** @internal */
export const serviceRules: KindRules = {
  hasStatus: true,
  isCreatedOnUpdate: true,
  nameFormat: 'label',
  setDefaults({ spec }) {
    if (!spec) {
      return;
    }
    setDefault(spec, 'type', 'ClusterIP');
    setDefault(spec, 'sessionAffinity', 'None');
    if (spec.type !== 'ExternalName') {
      setDefault(spec, 'internalTrafficPolicy', 'Cluster');
    }
    if (spec.type === 'NodePort' || spec.type === 'LoadBalancer') {
      setDefault(spec, 'externalTrafficPolicy', 'Cluster');
    }
    for (const port of spec.ports ?? []) {
      setDefault(port, 'protocol', 'TCP');
      setDefault(port, 'targetPort', port.port);
    }
  },
  prepareForCreate(service, context) {
    service.status = { loadBalancer: {} };
    if (service.spec) {
      allocateClusterIp(service, context);
    }
  },
  prepareForUpdate(service, previous) {
    // What was allocated stays when the author leaves it out.
    for (const field of [
      'clusterIP',
      'clusterIPs',
      'ipFamilies',
      'ipFamilyPolicy',
    ]) {
      if (service.spec && service.spec.type !== 'ExternalName') {
        setDefault(service.spec, field, previous.spec?.[field]);
      }
    }
  },
  validate: validateService,
  validateUpdate: validateServiceUpdate,
};
