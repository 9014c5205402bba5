import { Alert, Flex, Text } from '@backstage/ui';
import { Inventory, Strategy } from '@cluster-upgrade/plugin-upgrade-common';
import { DataTable } from '../../parts/frame/DataTable';
import { Text as Translate, useText } from '../../parts/useText';
import { ScaledDown, StrategyEffect, strategyEffect } from './strategyEffect';

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
          {duringText(effect, t)}
        </Text>
        {effect.isTooTight && effect.nodes > 1 && (
          <Alert
            role="status"
            status="warning"
            icon
            title={t(
              effect.usedDuringPercent === undefined
                ? 'wizard.strategy.tightAll'
                : 'wizard.strategy.tight',
            )}
          />
        )}
        <Smaller scaled={effect.scaled} strategy={strategy} />
      </Flex>
    </section>
  );
}

function duringText(effect: StrategyEffect, t: Translate): string {
  const { nodes: total, nodesAway: count, usedDuringPercent: used } = effect;
  if (total === 1) {
    return t('wizard.strategy.oneNode');
  }
  return used === undefined
    ? t('wizard.strategy.nothingLeft', { total })
    : t('wizard.strategy.usedDuring', { used, count, total });
}

/** Which applications get smaller; that none does is said where the strategy lets one expect some. */
function Smaller({
  scaled,
  strategy: { kind, scaleDownPercent: percent },
}: {
  scaled: readonly ScaledDown[];
  strategy: Strategy;
}) {
  const t = useText();
  if (scaled.length > 0) {
    return <ScaledTable scaled={scaled} />;
  }
  return kind === 'capacity-first' ? null : (
    <Text as="p">
      {t(`wizard.strategy.nothingSmaller.${kind}`, { percent })}
    </Text>
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
