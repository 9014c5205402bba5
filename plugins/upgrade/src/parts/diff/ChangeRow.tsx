import {
  ChangeAction,
  FieldChange,
  objectText,
  PlanChange,
} from '@cluster-upgrade/plugin-upgrade-common';
import { useId, useState } from 'react';
import { tableRoles } from '../frame/tableRoles';
import { StatusLabel } from '../status/StatusLabel';
import { useText } from '../useText';
import styles from './diff.module.css';
import { countFields } from './filterChanges';

/** Text marks as well as words: colour alone would not tell. */
const MARKS: Record<ChangeAction, string> = {
  create: '+',
  update: '~',
  delete: '−',
  unchanged: '=',
};

/** One object of the plan; its button opens what changes in it. */
export function ChangeRow({ change }: { change: PlanChange }) {
  const t = useText();
  const [isOpen, setIsOpen] = useState(false);
  const detailId = useId();
  const { action, object, fields, disruption, reversibility } = change;
  const name = objectText(object);
  return (
    <>
      <tr data-action={action} {...tableRoles.row}>
        <th scope="row" {...tableRoles.rowHeader}>
          {fields.length > 0 ? (
            <button
              type="button"
              className={styles.expand}
              aria-expanded={isOpen}
              aria-controls={detailId}
              aria-label={t('parts.diff.expand', { object: name })}
              onClick={() => setIsOpen(!isOpen)}
            >
              <span aria-hidden>{isOpen ? '▾' : '▸'}</span> {name}
            </button>
          ) : (
            name
          )}
        </th>
        <td {...tableRoles.cell} data-title={t('parts.diff.action')}>
          <span className={styles.oneLine}>
            <span className={styles.mark} aria-hidden>
              {MARKS[action]}
            </span>{' '}
            {t(`parts.diff.${action}`)}
          </span>
        </td>
        <td {...tableRoles.cell} data-title={t('parts.diff.what')}>
          {countFields(fields)
            .map(([kind, count]) =>
              t('parts.diff.chip', { count, kind: t(`parts.diff.${kind}`) }),
            )
            .join(', ')}
        </td>
        <td {...tableRoles.cell} data-title={t('parts.diff.disruption')}>
          {disruption.text}
        </td>
        <td {...tableRoles.cell} data-title={t('parts.diff.reversible')}>
          {reversibility === 'forward-only' ? (
            <StatusLabel glyph="warning" isPlain>
              {t('parts.diff.forward-only')}
            </StatusLabel>
          ) : (
            t(`parts.diff.${reversibility}`)
          )}
        </td>
      </tr>
      {isOpen && (
        <tr id={detailId} {...tableRoles.row}>
          <td colSpan={5} {...tableRoles.cell}>
            <ul className={styles.fields}>
              {fields.map(field => (
                <Field key={`${field.kind} ${field.name}`} field={field} />
              ))}
            </ul>
          </td>
        </tr>
      )}
    </>
  );
}

function Field({ field }: { field: FieldChange }) {
  const t = useText();
  const { kind, name, from, to } = field;
  return (
    <li className={styles.field}>
      <strong>
        {t('parts.diff.field', { kind: t(`parts.diff.${kind}`), name })}
      </strong>
      <del className={styles.before}>
        <span aria-hidden>− </span>
        <span className={styles.said}>{t('parts.diff.was')} </span>
        {from ?? t('parts.diff.absent')}
      </del>
      <ins className={styles.after}>
        <span aria-hidden>+ </span>
        <span className={styles.said}>{t('parts.diff.becomes')} </span>
        {to ?? t('parts.diff.removed')}
      </ins>
    </li>
  );
}
