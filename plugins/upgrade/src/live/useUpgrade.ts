import { useApi } from '@backstage/frontend-plugin-api';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { upgradeApiRef } from '../apis';
import { UpgradeFeed } from './feed';
import { UpgradeFollower } from './UpgradeFollower';

/** What the page of one upgrade draws, and how it steers what it receives. */
export interface FollowedUpgrade {
  feed: UpgradeFeed;
  retryNow(): void;
  setFrozen(isFrozen: boolean): void;
  loadEarlier(): Promise<void>;
}

/** Follows an upgrade for as long as the component is mounted. */
export function useUpgrade(upgradeId: string): FollowedUpgrade {
  const api = useApi(upgradeApiRef);
  const follower = useMemo(
    () => new UpgradeFollower({ api, upgradeId }),
    [api, upgradeId],
  );
  useEffect(() => {
    const tellVisibility = () => follower.setHidden(document.hidden);
    tellVisibility();
    document.addEventListener('visibilitychange', tellVisibility);
    window.addEventListener('online', follower.retryNow);
    follower.start();
    return () => {
      document.removeEventListener('visibilitychange', tellVisibility);
      window.removeEventListener('online', follower.retryNow);
      follower.stop();
    };
  }, [follower]);
  const feed = useSyncExternalStore(follower.subscribe, follower.getFeed);
  return {
    feed,
    retryNow: follower.retryNow,
    setFrozen: follower.setFrozen,
    loadEarlier: follower.loadEarlier,
  };
}
