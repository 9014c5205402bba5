import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, Text, TextField } from '@backstage/ui';
import { ActionAvailability } from '@cluster-upgrade/plugin-upgrade-common';
import { FormEvent, useState } from 'react';
import { upgradeApiRef } from '../../apis';
import { serverMessage } from '../../parts/frame/LoadFrame';
import { GuardedButton } from '../../parts/GuardedButton';
import { useText } from '../../parts/useText';
import styles from './log.module.css';

/** A person's remark for the log and the report. */
export function NoteForm({
  upgradeId,
  availability,
}: {
  upgradeId: string;
  availability: ActionAvailability;
}) {
  const t = useText();
  const api = useApi(upgradeApiRef);
  const [text, setText] = useState('');
  const [error, setError] = useState<string>();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const note = text.trim();
    if (!note || !availability.available) {
      return;
    }
    try {
      await api.addNote(upgradeId, { text: note });
      setText('');
      setError(undefined);
    } catch (caught) {
      setError(serverMessage(caught as Error));
    }
  };
  return (
    <form onSubmit={send} className={styles.note}>
      <Flex align="end" gap="2">
        <TextField
          label={t('progress.log.note')}
          secondaryLabel={t('progress.log.noteHelp')}
          size="small"
          value={text}
          onChange={setText}
          className={styles.noteField}
        />
        <GuardedButton
          type="submit"
          variant="secondary"
          size="small"
          unavailable={
            availability.available ? undefined : availability.reason.text
          }
        >
          {t('progress.log.addNote')}
        </GuardedButton>
      </Flex>
      {error && (
        <Text role="alert" color="danger">
          {error}
        </Text>
      )}
    </form>
  );
}
