import { Alert, Flex, Text } from '@backstage/ui';
import { Inventory, Strategy } from '@cluster-upgrade/plugin-upgrade-common';
import { DataTable } from '../../parts/frame/DataTable';
import { useText } from '../../parts/useText';
import { ScaledDown, strategyEffect } from './strategyEffect';

/** What a strategy means, in numbers of this cluster. */
export function StrategyEffectView({
  inventory,
  strategy,
}: {
  inventory: Inventory | undefined;
  strategy: Strategy;
}) {
  const t = useText();
  if (!inventory) {
    return <Text color="secondary">{t('wizard.strategy.unknown')}</Text>;
  }
  const effect = strategyEffect(inventory, strategy);
  return (
    <section aria-label={t('wizard.strategy.effect')}>
      <Flex direction="column" gap="2">
        <Text as="h3" variant="body-large" weight="bold">
          {t('wizard.strategy.effect')}
        </Text>
        <Text as="p">
          {t('wizard.strategy.used', { used: effect.usedNowPercent })}{' '}
          {effect.nodes === 1
            ? t('wizard.strategy.oneNode')
            : t('wizard.strategy.usedDuring', {
                used: effect.usedDuringPercent,
                away: effect.nodesAway,
                total: effect.nodes,
              })}
        </Text>
        {effect.isTooTight && effect.nodes > 1 && (
          <Alert
            role="status"
            status="warning"
            icon
            title={t('wizard.strategy.tight')}
          />
        )}
        {effect.scaled.length > 0 && <ScaledTable scaled={effect.scaled} />}
      </Flex>
    </section>
  );
}

function ScaledTable({ scaled }: { scaled: readonly ScaledDown[] }) {
  const t = useText();
  return (
    <>
      <Text as="p">
        {t('wizard.strategy.smaller', { count: scaled.length })}{' '}
        {t('wizard.strategy.exact')}
      </Text>
      <DataTable
        caption={t('wizard.strategy.table')}
        isCaptionHidden
        rows={scaled}
        rowKey={({ application }) => application.id}
        columns={[
          {
            id: 'application',
            title: t('wizard.strategy.application'),
            isRowName: true,
            cell: ({ application }) => application.id,
          },
          {
            id: 'priority',
            title: t('wizard.strategy.priority'),
            cell: ({ application }) => application.priority,
          },
          {
            id: 'before',
            title: t('wizard.strategy.before'),
            isNumber: true,
            cell: ({ application }) => application.desired,
          },
          {
            id: 'during',
            title: t('wizard.strategy.during'),
            isNumber: true,
            cell: ({ instances }) => instances,
          },
        ]}
      />
    </>
  );
}
