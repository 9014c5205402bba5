const countedResources = ['cpu', 'memory'];

/**
 * The class by which a node under pressure picks whom to stop first.
 *
 * @internal
 */
export function podQualityOfService(spec: any): string {
  const containers = [
    ...(spec.containers ?? []),
    ...(spec.initContainers ?? []),
  ];
  let hasAny = false;
  let isGuaranteed = containers.length > 0;
  for (const { resources } of containers) {
    for (const name of countedResources) {
      const request = resources?.requests?.[name];
      const limit = resources?.limits?.[name];
      hasAny ||= request !== undefined || limit !== undefined;
      isGuaranteed &&= limit !== undefined && (request ?? limit) === limit;
    }
  }
  if (!hasAny) {
    return 'BestEffort';
  }
  return isGuaranteed ? 'Guaranteed' : 'Burstable';
}
