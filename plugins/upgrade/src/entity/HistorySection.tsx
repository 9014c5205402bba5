import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { UpgradeSummary } from '@cluster-upgrade/plugin-upgrade-common';
import { useState } from 'react';
import { upgradeApiRef } from '../apis';
import { useLoad } from '../live/useLoad';
import { LoadFrame } from '../parts/frame/LoadFrame';
import { Section } from '../parts/frame/Section';
import { useText } from '../parts/useText';
import { HistoryTable } from './HistoryTable';

const PAGE_SIZE = 10;

/** Past upgrades of a cluster, newest first, older ones on demand. */
export function HistorySection({
  clusterRef,
  version,
}: {
  clusterRef: string;
  /** Read again when it changes. */
  version: string;
}) {
  const t = useText();
  const api = useApi(upgradeApiRef);
  const loaded = useLoad(`${clusterRef} ${version}`, signal =>
    api.listUpgrades({ clusterRef, limit: PAGE_SIZE }, { signal }),
  );
  return (
    <Section title={t('entity.history.title')}>
      <LoadFrame loaded={loaded} what={t('entity.history.what')}>
        {page =>
          page.upgrades.length === 0 ? (
            <Flex direction="column" gap="1">
              <Text as="p">{t('entity.history.empty')}</Text>
              <Text as="p" color="secondary">
                {t('entity.history.emptyHint')}
              </Text>
            </Flex>
          ) : (
            <HistoryPages
              key={loaded.loadedAtMs}
              clusterRef={clusterRef}
              first={page.upgrades}
              cursor={page.nextCursor}
            />
          )
        }
      </LoadFrame>
    </Section>
  );
}

function HistoryPages({
  clusterRef,
  first,
  cursor,
}: {
  clusterRef: string;
  first: UpgradeSummary[];
  cursor?: string;
}) {
  const t = useText();
  const api = useApi(upgradeApiRef);
  const [rows, setRows] = useState(first);
  const [nextCursor, setNextCursor] = useState(cursor);
  const [error, setError] = useState<Error>();
  const loadMore = async () => {
    try {
      const page = await api.listUpgrades({
        clusterRef,
        limit: PAGE_SIZE,
        cursor: nextCursor,
      });
      setRows([...rows, ...page.upgrades]);
      setNextCursor(page.nextCursor);
      setError(undefined);
    } catch (caught) {
      setError(caught as Error);
    }
  };
  return (
    <Flex direction="column" gap="3">
      <HistoryTable upgrades={rows} />
      {error && (
        <Text role="alert" color="danger">
          {error.message}
        </Text>
      )}
      {nextCursor && (
        <div>
          <Button variant="secondary" size="small" onPress={loadMore}>
            {t('entity.history.more')}
          </Button>
        </div>
      )}
    </Flex>
  );
}
