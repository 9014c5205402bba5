import { storageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { JsonObject } from '@backstage/types';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Draft, EMPTY_DRAFT } from './draft';

/** A draft that survives a reload. */
export interface StoredDraft {
  draft: Draft;
  /** False until it is known whether there is a stored one. */
  isReady: boolean;
  /** Set when the draft was there before the page opened. */
  foundFromMs?: number;
  change(change: Partial<Draft>): void;
  discard(): void;
}

/** The draft for one cluster, kept in the portal's storage. */
export function useDraft(clusterRef: string): StoredDraft {
  const storage = useApi(storageApiRef);
  const bucket = useMemo(() => storage.forBucket('upgrade-drafts'), [storage]);
  const [first] = useState(() => bucket.snapshot<JsonObject>(clusterRef));
  const [draft, setDraft] = useState(() => readDraft(first.value));
  const [foundFromMs, setFoundFromMs] = useState(draft?.savedAtMs);
  const [isReady, setIsReady] = useState(first.presence !== 'unknown');

  // Storages that live on a server answer later.
  useEffect(() => {
    if (isReady) {
      return undefined;
    }
    const subscription = bucket
      .observe$<JsonObject>(clusterRef)
      .subscribe(snapshot => {
        if (snapshot.presence !== 'unknown') {
          const found = readDraft(snapshot.value);
          setDraft(found);
          setFoundFromMs(found?.savedAtMs);
          setIsReady(true);
        }
      });
    return () => subscription.unsubscribe();
  }, [bucket, clusterRef, isReady]);

  const latest = useRef(draft);
  latest.current = draft;
  const change = useCallback(
    (changed: Partial<Draft>) => {
      const next = {
        ...(latest.current ?? EMPTY_DRAFT),
        ...changed,
        savedAtMs: Date.now(),
      };
      latest.current = next;
      setDraft(next);
      void bucket.set(clusterRef, next as unknown as JsonObject);
    },
    [bucket, clusterRef],
  );

  const discard = useCallback(() => {
    void bucket.remove(clusterRef);
    setDraft(undefined);
    setFoundFromMs(undefined);
  }, [bucket, clusterRef]);

  return {
    draft: draft ?? EMPTY_DRAFT,
    isReady,
    foundFromMs,
    change,
    discard,
  };
}

/** What an older release stored may lack parts. */
function readDraft(stored: JsonObject | undefined): Draft | undefined {
  return stored && { ...EMPTY_DRAFT, ...(stored as unknown as Draft) };
}
