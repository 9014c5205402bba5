import { Flex, Text } from '@backstage/ui';
import { UpgradeState } from '@cluster-upgrade/plugin-upgrade-common';
import { Choice } from '../../parts/Choice';
import { useText } from '../../parts/useText';

/** Whose threshold doesn't act, and for how long. */
export interface DisregardChoice {
  applicationId?: string;
  minutes: number;
}

/** The server allows an hour at most. */
const MINUTES = [5, 15, 30, 60] as const;

export function DisregardFields({
  state,
  choice,
  onChange,
}: {
  state: UpgradeState;
  choice: DisregardChoice;
  onChange(choice: DisregardChoice): void;
}) {
  const t = useText();
  return (
    <Flex direction="column" gap="3">
      <Text as="p">{t('progress.actions.disregardEffect')}</Text>
      <Choice
        label={t('progress.actions.disregardApp')}
        value={choice.applicationId}
        onChange={applicationId => onChange({ ...choice, applicationId })}
        options={Object.keys(state.health)
          .sort()
          .map(id => ({ id, label: id }))}
      />
      <Choice
        label={t('progress.actions.disregardFor')}
        value={String(choice.minutes)}
        onChange={minutes => onChange({ ...choice, minutes: Number(minutes) })}
        options={MINUTES.map(minutes => ({
          id: String(minutes),
          label: t('progress.actions.minutes', { count: minutes }),
        }))}
      />
    </Flex>
  );
}
