import { TextField } from '@backstage/ui';
import { useText } from './useText';

/**
 * A whole number within limits, as it was written: what doesn't count is said beside it, never changed
 * silently.
 */
export function WholeNumberField({
  label,
  text,
  isInvalid,
  min,
  max,
  kept,
  onText,
}: {
  label: string;
  text: string;
  isInvalid: boolean;
  min: number;
  max: number;
  /** What holds as long as the text doesn't count; absent: nothing can be saved until then. */
  kept?: number;
  onText(text: string): void;
}) {
  const t = useText();
  return (
    <div>
      <TextField
        label={label}
        value={text}
        isInvalid={isInvalid}
        inputMode="numeric"
        onChange={onText}
      />
      {isInvalid && (
        <p role="alert">
          {t('parts.number.invalid', { min, max })}
          {kept !== undefined && ` ${t('parts.number.kept', { kept })}`}
        </p>
      )}
    </div>
  );
}
