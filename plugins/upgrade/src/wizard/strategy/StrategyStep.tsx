import { Flex, Text } from '@backstage/ui';
import {
  ClusterDetail,
  Strategy,
  StrategyKind,
} from '@cluster-upgrade/plugin-upgrade-common';
import { useText } from '../../parts/useText';
import { StrategyEffectView } from './StrategyEffectView';
import { AskedParameters, StrategyParameters } from './StrategyParameters';
import { isAskedFor, strategyOfKind } from './strategyEffect';
import styles from '../wizard.module.css';

const KINDS: readonly StrategyKind[] = [
  'capacity-first',
  'scale-down',
  'hybrid',
];

/** How applications keep running, with what it means for this cluster. */
export function StrategyStep({
  detail,
  strategy,
  onChange,
}: {
  detail: ClusterDetail;
  strategy: Strategy;
  onChange(strategy: Strategy): void;
}) {
  const t = useText();
  if (!isAskedFor(detail, 'kind')) {
    return (
      <Flex direction="column" gap="4">
        <Text as="p">{t('wizard.strategy.byPlatform')}</Text>
        <AskedParameters
          detail={detail}
          strategy={strategy}
          onChange={onChange}
        />
      </Flex>
    );
  }
  return (
    <Flex direction="column" gap="4">
      <fieldset className={styles.options}>
        <legend>{t('wizard.strategy.legend')}</legend>
        {KINDS.map(kind => (
          <label
            key={kind}
            className={styles.option}
            data-chosen={kind === strategy.kind}
          >
            <input
              type="radio"
              name="upgrade-strategy"
              value={kind}
              checked={kind === strategy.kind}
              aria-describedby={`upgrade-strategy-${kind}`}
              onChange={() => onChange(strategyOfKind(kind, strategy))}
            />
            <span className={styles.optionBody}>
              <strong>{t(`wizard.strategy.${kind}`)}</strong>
              <span id={`upgrade-strategy-${kind}`} className={styles.small}>
                {t(`wizard.strategy.${kind}Text`)}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      <StrategyParameters
        inventory={detail.inventory}
        strategy={strategy}
        onChange={onChange}
      />
      <StrategyEffectView inventory={detail.inventory} strategy={strategy} />
    </Flex>
  );
}
