import { Text } from '@backstage/ui';
import { ReactNode } from 'react';
import { Loaded } from '../live/useLoad';
import { LoadFailure } from '../parts/frame/LoadFrame';

/** A field of a template's form that has to be loaded: a sentence meanwhile, and what went wrong with a way to try again. */
export function LoadedField<T>({
  loaded: { value, error, reload },
  what,
  meanwhile,
  children,
}: {
  loaded: Loaded<T>;
  /** What is loaded, as in "Could not load …". */
  what: string;
  meanwhile: string;
  children(value: T): ReactNode;
}) {
  if (value !== undefined) {
    return <>{children(value)}</>;
  }
  return error ? (
    <LoadFailure error={error} what={what} onRetry={reload} />
  ) : (
    <Text role="status">{meanwhile}</Text>
  );
}
