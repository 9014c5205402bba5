import { Button, Flex, SearchField, Text } from '@backstage/ui';
import { useMemo, useState } from 'react';
import { Choice } from '../../parts/Choice';
import { Text as Translate, useText } from '../../parts/useText';
import { GROUP_ORDER } from '../groupGlyph';
import {
  BoardFilter,
  bucketTargets,
  isWanted,
  NO_FILTER,
  TargetBuckets,
} from '../model/targetBuckets';
import { TargetView } from '../model/targetViews';
import { AttentionList } from './AttentionList';
import { GroupBar } from './GroupBar';
import { TargetGrid } from './TargetGrid';
import { TargetTable } from './TargetTable';
import styles from './targets.module.css';

/** Few nodes need no search. */
const TOOLBAR_FROM = 10;

/** All nodes of an upgrade, drawn as their number allows. */
export function TargetBoard({
  targets,
  label,
  emptyText,
  onOpen,
}: {
  targets: readonly TargetView[];
  /** What they are, for screen readers. */
  label: string;
  emptyText: string;
  onOpen(nodeId: string): void;
}) {
  const t = useText();
  const [filter, setFilter] = useState(NO_FILTER);
  const buckets = useMemo(
    () => bucketTargets(targets, filter),
    [targets, filter],
  );
  if (targets.length === 0) {
    return <Text color="secondary">{emptyText}</Text>;
  }
  const isCompact = buckets.mode === 'tiles' || buckets.mode === 'groups';
  return (
    <div className={styles.board}>
      {targets.length >= TOOLBAR_FROM && (
        <Toolbar filter={filter} onChange={setFilter} />
      )}
      {targets.length > 1 && (
        <p className={styles.counts}>{countsText(buckets.counts, t)}</p>
      )}
      {buckets.mode === 'empty' && (
        <Text color="secondary">{t('progress.board.noMatch')}</Text>
      )}
      {isCompact && <AttentionList buckets={buckets} onOpen={onOpen} />}
      {buckets.mode === 'groups' &&
        buckets.groups.map(group => <GroupBar key={group.id} group={group} />)}
      {(buckets.mode === 'cards' || buckets.mode === 'tiles') && (
        <TargetGrid
          groups={buckets.groups}
          density={buckets.mode}
          label={label}
          onOpen={onOpen}
        />
      )}
      {buckets.mode === 'groups' && (
        <EveryTarget
          targets={targets}
          filter={filter}
          shown={buckets.attention.length}
          total={buckets.total}
          onOpen={onOpen}
        />
      )}
    </div>
  );
}

/** `3 done · 1 held up · 2 to come` */
function countsText(counts: TargetBuckets['counts'], t: Translate): string {
  return GROUP_ORDER.filter(status => counts[status])
    .map(status =>
      t('parts.bar.part', {
        count: counts[status]!,
        word: t(`progress.group.${status}`),
      }),
    )
    .join(' · ');
}

function Toolbar({
  filter,
  onChange,
}: {
  filter: BoardFilter;
  onChange(filter: BoardFilter): void;
}) {
  const t = useText();
  return (
    <div className={styles.toolbar}>
      <SearchField
        label={t('progress.board.search')}
        size="small"
        value={filter.query}
        onChange={query => onChange({ ...filter, query })}
      />
      <Choice
        label={t('progress.board.filter')}
        value={filter.statuses[0] ?? 'all'}
        onChange={choice =>
          onChange({ ...filter, statuses: choice === 'all' ? [] : [choice] })
        }
        options={[
          { id: 'all', label: t('progress.board.all') },
          ...GROUP_ORDER.map(status => ({
            id: status,
            label: t(`progress.group.${status}`),
          })),
        ]}
      />
    </div>
  );
}

function EveryTarget({
  targets,
  filter,
  shown,
  total,
  onOpen,
}: {
  targets: readonly TargetView[];
  filter: BoardFilter;
  shown: number;
  total: number;
  onOpen(nodeId: string): void;
}) {
  const t = useText();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Flex direction="column" gap="2">
      <Text color="secondary">
        {t('progress.board.groupsNote', { shown, total })}
      </Text>
      <div>
        <Button
          variant="secondary"
          size="small"
          aria-expanded={isOpen}
          onPress={() => setIsOpen(!isOpen)}
        >
          {t(isOpen ? 'progress.board.hideTable' : 'progress.board.showTable')}
        </Button>
      </div>
      {isOpen && (
        <TargetTable
          targets={targets.filter(node => isWanted(node, filter))}
          onOpen={onOpen}
        />
      )}
    </Flex>
  );
}
