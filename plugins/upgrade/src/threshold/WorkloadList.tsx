import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { ThresholdWorkload } from '@cluster-upgrade/plugin-upgrade-common';
import { PersonLink } from '../parts/PersonLink';
import { Facts } from '../parts/frame/Facts';
import { StatusLabel } from '../parts/status/StatusLabel';
import { Glyph } from '../parts/status/statusKinds';
import { Text as Translate, useText } from '../parts/useText';
import { runRouteRef } from '../routes';
import { NeverTriggers } from './NeverTriggers';

/** Where the application runs, and how many failures it has of those allowed. */
export function WorkloadList({
  workloads,
}: {
  workloads: readonly ThresholdWorkload[];
}) {
  const t = useText();
  if (workloads.length === 0) {
    return (
      <Text as="p" color="secondary">
        {t('threshold.notDeployed')}
      </Text>
    );
  }
  return (
    <Flex direction="column" gap="3">
      {workloads.map(workload => (
        <Workload
          key={`${workload.clusterRef} ${workload.applicationId}`}
          workload={workload}
        />
      ))}
    </Flex>
  );
}

function Workload({ workload }: { workload: ThresholdWorkload }) {
  const t = useText();
  const runRoute = useRouteRef(runRouteRef);
  const { instances, effective, activeUpgradeId } = workload;
  return (
    <div>
      <Facts
        facts={[
          {
            name: t('threshold.cluster'),
            value: <PersonLink actor={workload.clusterRef} />,
          },
          { name: t('threshold.workload'), value: workload.applicationId },
          {
            name: t('threshold.instances'),
            value: instances
              ? t('threshold.instancesText', { ...instances })
              : t('threshold.unknownInstances', {
                  reason: workload.unknown ?? t('parts.unknown'),
                }),
          },
          {
            name: t('threshold.allowed'),
            value: instances && (
              <StatusLabel
                glyph={usedGlyph(instances.failing, effective.allowedInstances)}
                isPlain
              >
                {usedText(instances.failing, effective.allowedInstances, t)}
              </StatusLabel>
            ),
          },
        ]}
      />
      <NeverTriggers
        threshold={effective}
        applicationId={workload.applicationId}
        desired={instances?.desired}
      />
      {activeUpgradeId && (
        <Link href={runRoute?.({ upgradeId: activeUpgradeId })}>
          {t('threshold.duringUpgrade')}
        </Link>
      )}
    </div>
  );
}

function usedText(failing: number, allowed: number, t: Translate): string {
  if (allowed > 0) {
    return t('threshold.used', { failing, allowed });
  }
  return t(
    failing === 0 ? 'threshold.noneAllowed' : 'threshold.noneAllowedNow',
    {
      count: failing,
    },
  );
}

function usedGlyph(failing: number, allowed: number): Glyph {
  if (failing > allowed) {
    return 'failed';
  }
  return failing > 0 ? 'warning' : 'done';
}
