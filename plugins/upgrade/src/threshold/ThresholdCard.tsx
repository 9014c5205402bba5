import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Flex } from '@backstage/ui';
import { ThresholdView } from '@cluster-upgrade/plugin-upgrade-common';
import { useState } from 'react';
import { upgradeApiRef } from '../apis';
import { useLoad } from '../live/useLoad';
import { LoadFrame } from '../parts/frame/LoadFrame';
import { Section } from '../parts/frame/Section';
import { GuardedButton } from '../parts/GuardedButton';
import { UnavailableReasons } from '../parts/UnavailableReasons';
import { useText } from '../parts/useText';
import { ThresholdDialog } from './ThresholdDialog';
import { ThresholdSources } from './ThresholdSources';
import { WorkloadList } from './WorkloadList';

const REFRESH_MS = 15_000;

/** How many failures an application is allowed during upgrades; its owner changes it here. */
export function ThresholdCard() {
  const t = useText();
  const api = useApi(upgradeApiRef);
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const loaded = useLoad(
    entityRef,
    signal => api.getThreshold(entityRef, { signal }),
    { everyMs: REFRESH_MS },
  );
  return (
    <Section title={t('threshold.title')}>
      <LoadFrame loaded={loaded} what={t('threshold.what')}>
        {view => <ThresholdContent view={view} onView={loaded.replace} />}
      </LoadFrame>
    </Section>
  );
}

function ThresholdContent({
  view,
  onView,
}: {
  view: ThresholdView;
  onView(view: ThresholdView): void;
}) {
  const t = useText();
  const api = useApi(upgradeApiRef);
  const [open, setOpen] = useState<'edit' | 'remove'>();
  const { edit } = view.actions;
  const reason = edit.available ? undefined : edit.reason.text;
  return (
    <Flex direction="column" gap="4">
      <ThresholdSources view={view} />
      <WorkloadList workloads={view.workloads} />
      <Flex gap="2">
        <GuardedButton
          variant="secondary"
          size="small"
          unavailable={reason}
          onPress={() => setOpen('edit')}
        >
          {t('threshold.edit')}
        </GuardedButton>
        {view.stored && (
          <GuardedButton
            variant="tertiary"
            size="small"
            unavailable={reason}
            onPress={() => setOpen('remove')}
          >
            {t('threshold.remove')}
          </GuardedButton>
        )}
      </Flex>
      <UnavailableReasons
        unavailable={reason ? [{ action: t('threshold.edit'), reason }] : []}
      />
      {open && (
        <ThresholdDialog
          view={view}
          isRemoval={open === 'remove'}
          onSave={async threshold =>
            onView(
              threshold
                ? await api.putThreshold(view.entityRef, threshold)
                : await api.deleteThreshold(view.entityRef),
            )
          }
          onClose={() => setOpen(undefined)}
        />
      )}
    </Flex>
  );
}
