import styles from './GuardedButton.module.css';
import { useLocale } from './time/useLocale';
import { listText } from './time/formats';
import { useText } from './useText';

/** Something that can't be done now, and why. */
export interface Unavailable {
  /** What the button says. */
  action: string;
  reason: string;
}

/** The reasons in text, one line per reason however many buttons share it. */
export function UnavailableReasons({
  unavailable,
}: {
  unavailable: readonly Unavailable[];
}) {
  const t = useText();
  const locale = useLocale();
  const reasons = [...new Set(unavailable.map(({ reason }) => reason))];
  if (reasons.length === 0) {
    return null;
  }
  return (
    <ul className={styles.reasons} aria-label={t('parts.unavailable.title')}>
      {reasons.map(reason => (
        <li key={reason}>
          <strong>
            {listText(
              unavailable
                .filter(item => item.reason === reason)
                .map(({ action }) => action),
              locale,
            )}
          </strong>
          {': '}
          {reason}
        </li>
      ))}
    </ul>
  );
}
