import { Select } from '@backstage/ui';

/** One of a few, with its label above it or only for screen readers. */
export function Choice<T extends string>({
  label,
  isLabelHidden = false,
  value,
  options,
  onChange,
  isDisabled,
  isRequired,
}: {
  label: string;
  isLabelHidden?: boolean;
  /** Absent: nothing is chosen yet. */
  value: T | undefined;
  options: ReadonlyArray<{ id: T; label: string }>;
  onChange(value: T): void;
  isDisabled?: boolean;
  isRequired?: boolean;
}) {
  return (
    <Select
      {...(isLabelHidden ? { 'aria-label': label } : { label })}
      size="small"
      isDisabled={isDisabled}
      isRequired={isRequired}
      value={value ?? null}
      onChange={(key: unknown) => onChange(key as T)}
      options={options}
    />
  );
}
