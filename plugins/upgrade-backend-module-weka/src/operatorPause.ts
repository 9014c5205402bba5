import { ANNOTATION_PAUSED_BY } from '@cluster-upgrade/plugin-upgrade-node';
import { WEKA_API_VERSION, WekaCluster, WekaContainer } from './resources';

/** Who has the operator pause. */
export type PauseHolder = 'nobody' | 'this-upgrade' | 'somebody-else';

/** What is sent to pause the operator, or to let it go on. */
export type PausePatch = ReturnType<typeof holdPatch>;

/** Told by the cluster alone, so that a crash makes no difference. */
export function holderOf(
  { spec, metadata }: WekaCluster,
  upgradeId: string,
): PauseHolder {
  if (!spec.overrides?.upgradePaused) {
    return 'nobody';
  }
  return metadata.annotations?.[ANNOTATION_PAUSED_BY] === upgradeId
    ? 'this-upgrade'
    : 'somebody-else';
}

/**
 * The operator's own pause: it takes no further container of the storage cluster. One that it has told
 * is finished, and clients are none of its business (weka-operator, `handleUpgrade`).
 */
export function holdPatch(upgradeId: string) {
  return pausePatch(upgradeId, true);
}

/** Takes the pause away, with the mark that it is ours. */
export function releasePatch() {
  return pausePatch(null, null);
}

function pausePatch(pausedBy: string | null, upgradePaused: true | null) {
  return {
    metadata: { annotations: { [ANNOTATION_PAUSED_BY]: pausedBy } },
    spec: { overrides: { upgradePaused } },
  };
}

/** Containers that were told to take the image and don't run it yet. */
export function underWay(
  containers: readonly WekaContainer[],
  image: string,
): WekaContainer[] {
  return containers.filter(
    ({ spec, status }) =>
      spec.image === image && status?.lastAppliedImage !== image,
  );
}

/** The WekaCluster, as plans and waits name it. */
export function clusterObject({
  namespace,
  cluster,
}: {
  namespace: string;
  cluster: string;
}) {
  return {
    apiVersion: WEKA_API_VERSION,
    kind: 'WekaCluster',
    namespace,
    name: cluster,
  };
}
