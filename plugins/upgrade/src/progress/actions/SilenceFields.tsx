import { Flex, Text } from '@backstage/ui';
import { UpgradeState } from '@cluster-upgrade/plugin-upgrade-common';
import { Choice } from '../../parts/Choice';
import { useText } from '../../parts/useText';

/** Whose threshold doesn't act, and for how long. */
export interface SilenceChoice {
  applicationId?: string;
  minutes: number;
}

/** The server allows an hour at most. */
const MINUTES = [5, 15, 30, 60] as const;

export function SilenceFields({
  state,
  choice,
  onChange,
}: {
  state: UpgradeState;
  choice: SilenceChoice;
  onChange(choice: SilenceChoice): void;
}) {
  const t = useText();
  return (
    <Flex direction="column" gap="3">
      <Text as="p">{t('progress.actions.silenceEffect')}</Text>
      <Choice
        label={t('progress.actions.silenceApp')}
        value={choice.applicationId}
        onChange={applicationId => onChange({ ...choice, applicationId })}
        options={Object.keys(state.health)
          .sort()
          .map(id => ({ id, label: id }))}
      />
      <Choice
        label={t('progress.actions.silenceFor')}
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
