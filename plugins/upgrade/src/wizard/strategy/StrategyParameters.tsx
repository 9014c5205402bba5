import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Flex,
} from '@backstage/ui';
import {
  ClusterDetail,
  Inventory,
  Strategy,
  StrategyKind,
} from '@cluster-upgrade/plugin-upgrade-common';
import { useState } from 'react';
import { MessageKey, useText } from '../../parts/useText';
import { parseWholeNumber } from '../../parts/wholeNumber';
import { WholeNumberField } from '../../parts/WholeNumberField';
import { FailedNodesField } from './FailedNodesField';
import { isAskedFor } from './strategyEffect';
import styles from '../wizard.module.css';

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
  /** Absent: not known, so only the general limits hold. */
  inventory: Inventory | undefined;
  strategy: Strategy;
  onChange(strategy: Strategy): void;
}

/** The numbers that a kind of strategy has. */
export function StrategyParameters(props: ParametersProps) {
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

/** Those numbers only that the platform's plans follow. */
export function AskedParameters({
  detail,
  ...props
}: Omit<ParametersProps, 'inventory'> & { detail: ClusterDetail }) {
  const parameters = [...BASIC, ...ADVANCED].filter(({ name }) =>
    isAskedFor(detail, name),
  );
  return (
    <>
      <Fields parameters={parameters} inventory={detail.inventory} {...props} />
      {isAskedFor(detail, 'maxFailedNodes') && <FailedNodesField {...props} />}
    </>
  );
}

function Fields({
  parameters,
  inventory,
  strategy,
  onChange,
}: ParametersProps & { parameters: readonly Parameter[] }) {
  return (
    <div className={styles.fields}>
      {parameters.map(parameter => (
        <ParameterField
          key={parameter.name}
          parameter={{ ...parameter, max: maxOf(parameter, inventory) }}
          value={strategy[parameter.name]}
          onChange={value => onChange({ ...strategy, [parameter.name]: value })}
        />
      ))}
    </div>
  );
}

/** No more nodes can be away at a time than the cluster has. */
function maxOf(
  { name, max }: Parameter,
  inventory: Inventory | undefined,
): number {
  const nodes = inventory?.nodes.filter(({ isSpare }) => !isSpare).length;
  return name === 'maxUnavailableNodes' && nodes ? Math.min(max, nodes) : max;
}

function ParameterField({
  parameter: { label, scale = 1, ...limits },
  value,
  onChange,
}: {
  parameter: Parameter;
  value: number;
  onChange(value: number): void;
}) {
  const t = useText();
  const kept = value / scale;
  const [written, setWritten] = useState(String(kept));
  const number = parseWholeNumber(written, limits);
  // Another strategy brings other numbers.
  const text = number === undefined || number === kept ? written : String(kept);
  return (
    <WholeNumberField
      label={t(label)}
      text={text}
      isInvalid={
        text !== String(kept) && parseWholeNumber(text, limits) === undefined
      }
      min={limits.min}
      max={limits.max}
      kept={kept}
      onText={next => {
        setWritten(next);
        const chosen = parseWholeNumber(next, limits);
        if (chosen !== undefined) {
          onChange(chosen * scale);
        }
      }}
    />
  );
}
