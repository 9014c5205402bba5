import { Checkbox, Flex, Text } from '@backstage/ui';
import {
  canTrigger,
  Threshold,
  ThresholdAction,
} from '@cluster-upgrade/plugin-upgrade-common';
import { useState } from 'react';
import { Choice } from '../parts/Choice';
import { useText } from '../parts/useText';
import { parseWholeNumber } from '../parts/wholeNumber';
import { WholeNumberField } from '../parts/WholeNumberField';
import { NeverTriggers } from './NeverTriggers';
import { thresholdText } from './thresholdText';

const ACTIONS: readonly ThresholdAction[] = ['rollback', 'pause', 'warn'];
const LIMITS = {
  count: { min: 0, max: 100_000 },
  percent: { min: 0, max: 100 },
  seconds: { min: 0, max: 24 * 60 * 60 },
};

/** An application that the threshold is for. */
export interface ThresholdSubject {
  applicationId: string;
  /** Instances; absent: not known. */
  desired: number | undefined;
}

/** The parts of a threshold, with the sentence that they make. */
export function ThresholdFields({
  initial,
  subjects,
  onChange,
}: {
  initial: Threshold;
  subjects: readonly ThresholdSubject[];
  /** Told of nothing while it can't be saved: a number is wrong, or it would never act unnoticed. */
  onChange(threshold: Threshold | undefined): void;
}) {
  const t = useText();
  const [entry, setEntry] = useState<Entry>(() => entryOf(initial));
  const threshold = thresholdOf(entry);
  const idle = threshold
    ? subjects.filter(
        ({ desired }) =>
          desired !== undefined && !canTrigger(threshold, desired),
      )
    : [];
  const set = (change: Partial<Entry>) => {
    // Another number is another question.
    const next = { ...entry, isKnownIdle: false, ...change };
    setEntry(next);
    onChange(savable(next, subjects));
  };
  return (
    <Flex direction="column" gap="3">
      <EntryFields entry={entry} onChange={set} />
      {threshold && (
        <Text as="p" role="status">
          {t('threshold.preview', { rule: thresholdText(threshold, t) })}
        </Text>
      )}
      {threshold &&
        idle.map(({ applicationId, desired }) => (
          <NeverTriggers
            key={`${applicationId} ${desired}`}
            threshold={threshold}
            applicationId={applicationId}
            desired={desired}
          />
        ))}
      {idle.length > 0 && (
        <Checkbox
          isSelected={entry.isKnownIdle}
          onChange={isKnownIdle => set({ isKnownIdle })}
        >
          {t('threshold.neverTriggersMeant')}
        </Checkbox>
      )}
    </Flex>
  );
}

/** What the fields hold, numbers as they were written. */
interface Entry extends Pick<Threshold, 'unit' | 'action'> {
  maxFailures: string;
  mustLast: string;
  /** The person said that it is meant never to act. */
  isKnownIdle: boolean;
}

function entryOf({ unit, action, maxFailures, mustLastMs }: Threshold): Entry {
  return {
    unit,
    action,
    maxFailures: String(maxFailures),
    mustLast: String(mustLastMs / 1000),
    isKnownIdle: false,
  };
}

function thresholdOf(entry: Entry): Threshold | undefined {
  const { unit, action } = entry;
  const maxFailures = parseWholeNumber(entry.maxFailures, LIMITS[unit]);
  const seconds = parseWholeNumber(entry.mustLast, LIMITS.seconds);
  return maxFailures === undefined || seconds === undefined
    ? undefined
    : { unit, action, maxFailures, mustLastMs: seconds * 1000 };
}

function savable(
  entry: Entry,
  subjects: readonly ThresholdSubject[],
): Threshold | undefined {
  const threshold = thresholdOf(entry);
  const acts =
    threshold !== undefined &&
    subjects.every(
      ({ desired }) => desired === undefined || canTrigger(threshold, desired),
    );
  return acts || entry.isKnownIdle ? threshold : undefined;
}

function EntryFields({
  entry,
  onChange,
}: {
  entry: Entry;
  onChange(change: Partial<Entry>): void;
}) {
  const t = useText();
  const { unit, action, maxFailures, mustLast } = entry;
  return (
    <>
      <WholeNumberField
        label={t('threshold.maxFailures')}
        text={maxFailures}
        isInvalid={parseWholeNumber(maxFailures, LIMITS[unit]) === undefined}
        {...LIMITS[unit]}
        onText={text => onChange({ maxFailures: text })}
      />
      <Choice
        label={t('threshold.unit')}
        value={unit}
        options={[
          { id: 'count', label: t('threshold.count') },
          { id: 'percent', label: t('threshold.percent') },
        ]}
        onChange={chosen => onChange({ unit: chosen })}
      />
      <WholeNumberField
        label={t('threshold.mustLast')}
        text={mustLast}
        isInvalid={parseWholeNumber(mustLast, LIMITS.seconds) === undefined}
        {...LIMITS.seconds}
        onText={text => onChange({ mustLast: text })}
      />
      <Choice
        label={t('threshold.action')}
        value={action}
        options={ACTIONS.map(id => ({ id, label: t(`threshold.${id}`) }))}
        onChange={chosen => onChange({ action: chosen })}
      />
    </>
  );
}
