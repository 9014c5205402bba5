import { Button, Flex, SearchField, Text } from '@backstage/ui';
import { useMemo, useState } from 'react';
import { Choice } from '../../parts/Choice';
import { useText } from '../../parts/useText';
import { GROUP_ORDER } from '../groupGlyph';
import {
  BoardFilter,
  bucketNodes,
  isWanted,
  NO_FILTER,
} from '../model/nodeBuckets';
import { NodeView } from '../model/nodeViews';
import { AttentionList } from './AttentionList';
import { GroupBar } from './GroupBar';
import { NodeGrid } from './NodeGrid';
import { NodeTable } from './NodeTable';
import styles from './nodes.module.css';

/** Few nodes need no search. */
const TOOLBAR_FROM = 10;

/** All nodes of an upgrade, drawn as their number allows. */
export function NodeBoard({
  nodes,
  label,
  emptyText,
  onOpen,
}: {
  nodes: readonly NodeView[];
  /** What they are, for screen readers. */
  label: string;
  emptyText: string;
  onOpen(nodeId: string): void;
}) {
  const t = useText();
  const [filter, setFilter] = useState(NO_FILTER);
  const buckets = useMemo(() => bucketNodes(nodes, filter), [nodes, filter]);
  if (nodes.length === 0) {
    return <Text color="secondary">{emptyText}</Text>;
  }
  const isCompact = buckets.mode === 'tiles' || buckets.mode === 'groups';
  return (
    <div className={styles.board}>
      {nodes.length >= TOOLBAR_FROM && (
        <Toolbar filter={filter} onChange={setFilter} />
      )}
      {buckets.mode === 'empty' && (
        <Text color="secondary">{t('progress.board.noMatch')}</Text>
      )}
      {isCompact && <AttentionList buckets={buckets} onOpen={onOpen} />}
      {buckets.mode === 'groups' &&
        buckets.groups.map(group => <GroupBar key={group.id} group={group} />)}
      {(buckets.mode === 'cards' || buckets.mode === 'tiles') && (
        <NodeGrid
          groups={buckets.groups}
          density={buckets.mode}
          label={label}
          onOpen={onOpen}
        />
      )}
      {buckets.mode === 'groups' && (
        <EveryNode
          nodes={nodes}
          filter={filter}
          shown={buckets.attention.length}
          total={buckets.total}
          onOpen={onOpen}
        />
      )}
    </div>
  );
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

function EveryNode({
  nodes,
  filter,
  shown,
  total,
  onOpen,
}: {
  nodes: readonly NodeView[];
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
        <NodeTable
          nodes={nodes.filter(node => isWanted(node, filter))}
          onOpen={onOpen}
        />
      )}
    </Flex>
  );
}
