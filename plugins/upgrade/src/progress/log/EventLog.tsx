import { Button, Flex, Switch, Text } from '@backstage/ui';
import {
  PlanKind,
  UpgradeEvent,
  PlanOutline,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  ReactNode,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { FollowedUpgrade } from '../../live/useUpgrade';
import { Choice } from '../../parts/Choice';
import { Section } from '../../parts/frame/Section';
import { useText } from '../../parts/useText';
import { eventLines, eventWriter, LogFilter } from '../model/eventLines';
import { EventRow } from './EventRow';
import styles from './log.module.css';

/** Lines in the document at once. */
const MAX_LINES = 100;
/** Nearer to the end than this, the reader is at the end. */
const END_TOLERANCE_PX = 24;

const FILTERS: readonly LogFilter[] = ['important', 'decisions', 'everything'];

/** What happened, oldest first; follows the end unless the reader has scrolled away from it. */
export function EventLog(props: {
  events: readonly UpgradeEvent[];
  plans: Partial<Record<PlanKind, PlanOutline>>;
  hasEarlier: boolean;
  onLoadEarlier(): Promise<void>;
  /** An event that the page was opened for. */
  linkedSeq?: number;
  /** Has the page stand still; absent: nothing moves any more. */
  freeze?: Pick<FollowedUpgrade, 'feed' | 'setFrozen'>;
  /** Stands below the lines. */
  children?: ReactNode;
}) {
  const { events, plans, linkedSeq } = props;
  const t = useText();
  const [filter, setFilter] = useState<LogFilter>(
    linkedSeq ? 'everything' : 'important',
  );
  const textOf = useMemo(() => eventWriter(plans), [plans]);
  const lines = useMemo(
    () => eventLines(events, filter, textOf, plans),
    [events, filter, textOf, plans],
  );
  const shown = lines.slice(-MAX_LINES);
  const follow = useFollow(shown.at(-1)?.seq ?? 0, linkedSeq);
  const newer = lines.filter(({ seq }) => seq > follow.seenSeq).length;
  return (
    <Section
      title={t('progress.log.title')}
      id="upgrade-events"
      aside={
        <LogTools
          follow={follow}
          filter={filter}
          onFilter={setFilter}
          freeze={props.freeze}
        />
      }
    >
      <Flex direction="column" gap="2">
        <Earlier {...props} total={lines.length} shown={shown.length} />
        <div
          {...follow.boxProps}
          className={styles.box}
          role="log"
          aria-live="off"
          aria-label={t('progress.log.title')}
          tabIndex={0}
        >
          <Lines lines={shown} linkedSeq={linkedSeq} />
        </div>
        {!follow.isFollowing && newer > 0 && (
          <div>
            <Button size="small" onPress={() => follow.setFollowing(true)}>
              {t('progress.log.newer', { count: newer })}
            </Button>
          </div>
        )}
        {props.children}
      </Flex>
    </Section>
  );
}

function Lines({
  lines,
  linkedSeq,
}: {
  lines: ReturnType<typeof eventLines>;
  linkedSeq: number | undefined;
}) {
  const t = useText();
  return lines.length === 0 ? (
    <Text color="secondary">{t('progress.log.empty')}</Text>
  ) : (
    <ol className={styles.lines}>
      {lines.map(line => (
        <EventRow
          key={line.seq}
          line={line}
          isLinked={line.seq === linkedSeq}
        />
      ))}
    </ol>
  );
}

function LogTools({
  follow,
  filter,
  onFilter,
  freeze,
}: {
  freeze?: Pick<FollowedUpgrade, 'feed' | 'setFrozen'>;
  follow: ReturnType<typeof useFollow>;
  filter: LogFilter;
  onFilter(filter: LogFilter): void;
}) {
  const t = useText();
  return (
    <div className={styles.tools}>
      {freeze && (
        <Button
          variant="secondary"
          size="small"
          aria-pressed={freeze.feed.isFrozen}
          onPress={() => freeze.setFrozen(!freeze.feed.isFrozen)}
        >
          {t('progress.freeze')}
        </Button>
      )}
      <Switch
        label={t('progress.log.follow')}
        isSelected={follow.isFollowing}
        onChange={follow.setFollowing}
      />
      <Choice<LogFilter>
        label={t('progress.log.filter')}
        isLabelHidden
        value={filter}
        onChange={onFilter}
        options={FILTERS.map(id => ({ id, label: t(`progress.log.${id}`) }))}
      />
    </div>
  );
}

function Earlier({
  hasEarlier,
  onLoadEarlier,
  total,
  shown,
}: {
  hasEarlier: boolean;
  onLoadEarlier(): Promise<void>;
  total: number;
  shown: number;
}) {
  const t = useText();
  const [error, setError] = useState<string>();
  return (
    <div className={styles.tools}>
      {hasEarlier && (
        <Button
          variant="tertiary"
          size="small"
          onPress={() =>
            onLoadEarlier().then(
              () => setError(undefined),
              (caught: Error) => setError(caught.message),
            )
          }
        >
          {t('progress.log.earlier')}
        </Button>
      )}
      {total > shown && (
        <Text variant="body-small" color="secondary">
          {t('progress.log.drawn', { shown, total })}
        </Text>
      )}
      {error && (
        <Text role="alert" color="danger">
          {error}
        </Text>
      )}
    </div>
  );
}

/**
 * Keeps the end in view until the reader scrolls away; counts what came since. Boxes also scroll by
 * themselves, when lines above are dropped or grow: only a scroll that a hand began counts.
 */
function useFollow(lastSeq: number, linkedSeq: number | undefined) {
  const box = useRef<HTMLDivElement>(null);
  const isByHand = useRef(false);
  const [isFollowing, setFollowing] = useState(linkedSeq === undefined);
  const [seenSeq, setSeenSeq] = useState(lastSeq);

  useEffect(() => {
    if (isFollowing) {
      setSeenSeq(lastSeq);
    }
  }, [isFollowing, lastSeq]);

  useLayoutEffect(() => {
    if (isFollowing && box.current) {
      isByHand.current = false;
      box.current.scrollTop = box.current.scrollHeight;
    }
  }, [isFollowing, lastSeq]);

  const onHand = () => {
    isByHand.current = true;
  };
  const onScroll = () => {
    const { scrollTop, scrollHeight, clientHeight } = box.current!;
    const isAtEnd = scrollHeight - scrollTop - clientHeight < END_TOLERANCE_PX;
    if (isAtEnd || isByHand.current) {
      setFollowing(isAtEnd);
    }
  };

  return {
    isFollowing,
    setFollowing,
    seenSeq,
    boxProps: {
      ref: box,
      onScroll,
      onWheel: onHand,
      onTouchMove: onHand,
      onPointerDown: onHand,
      onKeyDown: onHand,
    },
  };
}
