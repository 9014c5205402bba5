import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, Flex, Text } from '@backstage/ui';
import { UpgradeState } from '@cluster-upgrade/plugin-upgrade-common';
import { FollowedUpgrade } from '../live/useUpgrade';
import { FreshnessChip } from '../parts/FreshnessChip';
import { PersonLink } from '../parts/PersonLink';
import { TimeStamp } from '../parts/time/TimeStamp';
import { useText } from '../parts/useText';
import { reportRouteRef } from '../routes';
import styles from './progress.module.css';

/** Which upgrade this is, how fresh the page is, and where else to look. */
export function RunHeader({
  followed: { feed, setFrozen },
  state,
  cluster,
}: {
  followed: FollowedUpgrade;
  state: UpgradeState;
  cluster: string;
}) {
  const t = useText();
  const reportRoute = useRouteRef(reportRouteRef);
  return (
    <Flex justify="between" align="start" gap="3" className={styles.row}>
      <Flex direction="column" gap="1">
        <Text
          as="h2"
          variant={{ initial: 'title-small', md: 'title-medium' }}
          weight="bold"
        >
          {t('progress.title', {
            cluster,
            from: state.fromVersion,
            to: state.toVersion,
          })}
        </Text>
        <div className={styles.row}>
          <PersonLink actor={state.clusterRef} />
          <span className={styles.small}>
            <PersonLink actor={state.requestedBy} />
            {', '}
            <TimeStamp atMs={state.requestedAtMs} withAge />
          </span>
        </div>
      </Flex>
      <div className={styles.row}>
        <FreshnessChip connection={feed.connection} />
        {feed.heldBack > 0 && (
          <Text color="secondary">
            {t('progress.held', { count: feed.heldBack })}
          </Text>
        )}
        {feed.connection.status !== 'ended' && (
          <Button
            variant="secondary"
            size="small"
            aria-pressed={feed.isFrozen}
            onPress={() => setFrozen(!feed.isFrozen)}
          >
            {t(feed.isFrozen ? 'progress.unfreeze' : 'progress.freeze')}
          </Button>
        )}
        <ButtonLink
          size="small"
          variant={state.status === 'finished' ? 'primary' : 'secondary'}
          href={reportRoute?.({ upgradeId: state.id })}
        >
          {t('progress.report')}
        </ButtonLink>
      </div>
    </Flex>
  );
}
