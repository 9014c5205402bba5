import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Flex,
  NumberField,
} from '@backstage/ui';
import {
  ClusterDetail,
  Strategy,
  StrategyKind,
} from '@cluster-upgrade/plugin-upgrade-common';
import { useText } from '../../parts/useText';
import { StrategyEffectView } from './StrategyEffectView';
import { strategyOfKind } from './strategyEffect';
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
      <Parameters strategy={strategy} onChange={onChange} />
      <StrategyEffectView inventory={detail.inventory} strategy={strategy} />
    </Flex>
  );
}

function Parameters({
  strategy,
  onChange,
}: {
  strategy: Strategy;
  onChange(strategy: Strategy): void;
}) {
  const t = useText();
  const field = (options: {
    name: Exclude<keyof Strategy, 'kind'>;
    label: string;
    min: number;
    max: number;
    /** Milliseconds, or whatever the model counts in, per unit of the field. */
    scale?: number;
  }) => {
    const { name, label, min, max, scale = 1 } = options;
    return (
      <NumberField
        label={label}
        minValue={min}
        maxValue={max}
        value={strategy[name] / scale}
        onChange={value =>
          Number.isFinite(value) &&
          onChange({ ...strategy, [name]: Math.round(value * scale) })
        }
      />
    );
  };
  return (
    <Flex direction="column" gap="3">
      <div className={styles.fields}>
        {strategy.kind !== 'scale-down' &&
          field({
            name: 'spareNodes',
            label: t('wizard.strategy.spareNodes'),
            min: 0,
            max: 1000,
          })}
        {strategy.kind !== 'capacity-first' &&
          field({
            name: 'scaleDownPercent',
            label: t('wizard.strategy.scaleDownPercent'),
            min: 1,
            max: 100,
          })}
        {field({
          name: 'maxUnavailableNodes',
          label: t('wizard.strategy.maxUnavailableNodes'),
          min: 1,
          max: 1000,
        })}
      </div>
      <Accordion>
        <AccordionTrigger title={t('wizard.strategy.advanced')} />
        <AccordionPanel>
          <div className={styles.fields}>
            {field({
              name: 'drainTimeoutMs',
              label: t('wizard.strategy.drainTimeout'),
              min: 1,
              max: 1440,
              scale: 60_000,
            })}
            {field({
              name: 'nodeSoakMs',
              label: t('wizard.strategy.nodeSoak'),
              min: 0,
              max: 86_400,
              scale: 1000,
            })}
            {field({
              name: 'finalSoakMs',
              label: t('wizard.strategy.finalSoak'),
              min: 0,
              max: 86_400,
              scale: 1000,
            })}
          </div>
        </AccordionPanel>
      </Accordion>
    </Flex>
  );
}
