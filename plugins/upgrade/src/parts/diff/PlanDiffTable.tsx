import { Button, Checkbox, Flex, SearchField, Text } from '@backstage/ui';
import { PlanChange, objectKey } from '@cluster-upgrade/plugin-upgrade-common';
import { useMemo, useState } from 'react';
import { Text as Translate, useText } from '../useText';
import narrow from '../frame/narrowTable.module.css';
import { tableRoles } from '../frame/tableRoles';
import { ChangeRow } from './ChangeRow';
import styles from './diff.module.css';
import {
  ALL_CHANGES,
  ChangeFilter,
  countChanges,
  filterChanges,
} from './filterChanges';

/** Rows drawn at first; a plan of three thousand nodes has as many changes. */
const FIRST_ROWS = 60;
const FILTER_FROM = 6;

/** What a plan changes, object by object, the fields on demand. */
export function PlanDiffTable({ changes }: { changes: readonly PlanChange[] }) {
  const t = useText();
  const [filter, setFilter] = useState(ALL_CHANGES);
  const [limit, setLimit] = useState(FIRST_ROWS);
  const rows = useMemo(() => filterChanges(changes, filter), [changes, filter]);
  const counts = useMemo(() => countChanges(changes), [changes]);
  if (changes.length === counts.unchanged) {
    return <Text as="p">{t('parts.diff.empty')}</Text>;
  }
  return (
    <Flex direction="column" gap="3">
      <Text as="p" weight="bold">
        {summaryText(counts, t)}
      </Text>
      {changes.length >= FILTER_FROM && (
        <Filters filter={filter} onChange={setFilter} />
      )}
      {rows.length === 0 ? (
        <Text color="secondary">{t('parts.diff.noMatch')}</Text>
      ) : (
        <Rows rows={rows.slice(0, limit)} />
      )}
      {rows.length > limit && (
        <Flex gap="3" align="center">
          <Text color="secondary">
            {t('parts.diff.shown', { shown: limit, total: rows.length })}
          </Text>
          <Button
            variant="secondary"
            size="small"
            onPress={() => setLimit(rows.length)}
          >
            {t('parts.diff.more', { total: rows.length })}
          </Button>
        </Flex>
      )}
    </Flex>
  );
}

/** How many objects change, and how where they do so in several ways. */
function summaryText(
  counts: Record<PlanChange['action'], number>,
  t: Translate,
): string {
  const parts = [
    ['created', counts.create],
    ['updated', counts.update],
    ['deleted', counts.delete],
  ] as const;
  const present = parts.filter(([, number]) => number > 0);
  const summary = t('parts.diff.summary', {
    count: counts.create + counts.update + counts.delete,
  });
  return present.length < 2
    ? summary
    : t('parts.diff.summaryOf', {
        summary,
        parts: present
          .map(([word, number]) => t(`parts.diff.${word}`, { number }))
          .join(', '),
      });
}

function Rows({ rows }: { rows: readonly PlanChange[] }) {
  const t = useText();
  return (
    <div
      className={`${styles.scroll} ${narrow.box}`}
      tabIndex={0}
      role="region"
      aria-label={t('parts.table.scroll', { name: t('parts.diff.caption') })}
    >
      <table className={`${styles.table} ${narrow.rows}`} {...tableRoles.table}>
        <caption className={styles.hidden}>{t('parts.diff.caption')}</caption>
        <thead {...tableRoles.group}>
          <tr {...tableRoles.row}>
            <th scope="col" {...tableRoles.columnHeader}>
              {t('parts.diff.object')}
            </th>
            <th scope="col" {...tableRoles.columnHeader}>
              {t('parts.diff.action')}
            </th>
            <th scope="col" {...tableRoles.columnHeader}>
              {t('parts.diff.what')}
            </th>
            <th scope="col" {...tableRoles.columnHeader}>
              {t('parts.diff.disruption')}
            </th>
            <th scope="col" {...tableRoles.columnHeader}>
              {t('parts.diff.reversible')}
            </th>
          </tr>
        </thead>
        <tbody {...tableRoles.group}>
          {rows.map(change => (
            <ChangeRow key={objectKey(change.object)} change={change} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Filters({
  filter,
  onChange,
}: {
  filter: ChangeFilter;
  onChange(filter: ChangeFilter): void;
}) {
  const t = useText();
  const box = (
    name: 'onlyForward' | 'onlyDisruptive' | 'withUnchanged',
    label: string,
  ) => (
    <Checkbox
      isSelected={filter[name]}
      onChange={isOn => onChange({ ...filter, [name]: isOn })}
    >
      {label}
    </Checkbox>
  );
  return (
    <div className={styles.filters}>
      <SearchField
        size="small"
        label={t('parts.diff.search')}
        value={filter.query}
        onChange={query => onChange({ ...filter, query })}
      />
      {box('onlyForward', t('parts.diff.onlyForward'))}
      {box('onlyDisruptive', t('parts.diff.onlyDisruptive'))}
      {box('withUnchanged', t('parts.diff.showUnchanged'))}
    </div>
  );
}
