import { TextField } from '@backstage/ui';
import {
  parseFailedLimit,
  Strategy,
} from '@cluster-upgrade/plugin-upgrade-common';
import { useState } from 'react';
import { useText } from '../../parts/useText';
import styles from '../wizard.module.css';

/** Failed nodes that the upgrade goes round by itself: a count, or a share. */
export function FailedNodesField({
  strategy,
  onChange,
}: {
  strategy: Strategy;
  onChange(strategy: Strategy): void;
}) {
  const t = useText();
  const { maxFailedNodes = 0 } = strategy;
  const [text, setText] = useState(String(maxFailedNodes));
  const isInvalid = parseFailedLimit(text) === undefined;
  return (
    <div className={styles.failedNodes}>
      <TextField
        label={t('wizard.strategy.maxFailedNodes')}
        description={t('wizard.strategy.maxFailedNodesText')}
        value={text}
        isInvalid={isInvalid}
        onChange={value => {
          setText(value);
          const limit = parseFailedLimit(value);
          if (limit !== undefined) {
            onChange({ ...strategy, maxFailedNodes: limit });
          }
        }}
      />
      {isInvalid && (
        <p role="alert">
          {t('wizard.strategy.maxFailedNodesInvalid', {
            kept: maxFailedNodes,
          })}
        </p>
      )}
    </div>
  );
}
