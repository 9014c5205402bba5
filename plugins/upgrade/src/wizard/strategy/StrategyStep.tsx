import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Flex,
  NumberField,
  Text,
} from '@backstage/ui';
import {
  ClusterDetail,
  Strategy,
  StrategyKind,
} from '@cluster-upgrade/plugin-upgrade-common';
import { MessageKey, useText } from '../../parts/useText';
import { FailedNodesField } from './FailedNodesField';
import { StrategyEffectView } from './StrategyEffectView';
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
        <Fields
          parameters={[...BASIC, ...ADVANCED].filter(({ name }) =>
            isAskedFor(detail, name),
          )}
          strategy={strategy}
          onChange={onChange}
        />
        {isAskedFor(detail, 'maxFailedNodes') && (
          <FailedNodesField strategy={strategy} onChange={onChange} />
        )}
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
      <Parameters strategy={strategy} onChange={onChange} />
      <StrategyEffectView inventory={detail.inventory} strategy={strategy} />
    </Flex>
  );
}

/** A number of the strategy, and in which unit its field counts. */
interface Parameter {
  name: Exclude<keyof Strategy, 'kind' | 'maxFailedNodes'>;
  label: MessageKey;
  min: number;
  max: number;
  /** Milliseconds, or whatever the model counts in, per unit of the field. */
  scale?: number;
}

const BASIC: readonly Parameter[] = [
  {
    name: 'spareNodes',
    label: 'wizard.strategy.spareNodes',
    min: 0,
    max: 1000,
  },
  {
    name: 'scaleDownPercent',
    label: 'wizard.strategy.scaleDownPercent',
    min: 1,
    max: 100,
  },
  {
    name: 'maxUnavailableNodes',
    label: 'wizard.strategy.maxUnavailableNodes',
    min: 1,
    max: 1000,
  },
];

const ADVANCED: readonly Parameter[] = [
  {
    name: 'drainTimeoutMs',
    label: 'wizard.strategy.drainTimeout',
    min: 1,
    max: 1440,
    scale: 60_000,
  },
  {
    name: 'nodeSoakMs',
    label: 'wizard.strategy.nodeSoak',
    min: 0,
    max: 86_400,
    scale: 1000,
  },
  {
    name: 'finalSoakMs',
    label: 'wizard.strategy.finalSoak',
    min: 0,
    max: 86_400,
    scale: 1000,
  },
];

/** Parameters that a kind of strategy doesn't have. */
const WITHOUT: Partial<Record<StrategyKind, Parameter['name']>> = {
  'scale-down': 'spareNodes',
  'capacity-first': 'scaleDownPercent',
};

interface ParametersProps {
  strategy: Strategy;
  onChange(strategy: Strategy): void;
}

function Parameters(props: ParametersProps) {
  const t = useText();
  const basic = BASIC.filter(
    ({ name }) => name !== WITHOUT[props.strategy.kind],
  );
  return (
    <Flex direction="column" gap="3">
      <Fields parameters={basic} {...props} />
      <FailedNodesField {...props} />
      <Accordion>
        <AccordionTrigger title={t('wizard.strategy.advanced')} />
        <AccordionPanel>
          <Fields parameters={ADVANCED} {...props} />
        </AccordionPanel>
      </Accordion>
    </Flex>
  );
}

function Fields({
  parameters,
  strategy,
  onChange,
}: ParametersProps & { parameters: readonly Parameter[] }) {
  const t = useText();
  return (
    <div className={styles.fields}>
      {parameters.map(({ name, label, min, max, scale = 1 }) => (
        <NumberField
          key={name}
          label={t(label)}
          minValue={min}
          maxValue={max}
          value={strategy[name] / scale}
          onChange={value =>
            // An emptied field says NaN.
            Number.isFinite(value) &&
            onChange({ ...strategy, [name]: Math.round(value * scale) })
          }
        />
      ))}
    </div>
  );
}
