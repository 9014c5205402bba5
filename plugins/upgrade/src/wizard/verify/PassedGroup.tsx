import { StatusLabel } from '../../parts/status/StatusLabel';
import { useText } from '../../parts/useText';
import { FindingsOfGroup } from './groupFindings';
import styles from '../wizard.module.css';

/** The checks of one kind that passed: counted, and named when asked for. */
export function PassedGroup({ group }: { group: FindingsOfGroup }) {
  const t = useText();
  const title = t(`wizard.verify.groups.${group.id}`);
  return (
    <section aria-label={title}>
      <details className={styles.passed}>
        <summary>
          <StatusLabel glyph="done" isPlain>
            {t('wizard.verify.passedOf', {
              group: title,
              count: group.passed.length,
            })}
          </StatusLabel>
        </summary>
        <ul>
          {group.passed.map(({ id, title: passed, observed }) => (
            <li key={id}>{`${passed}: ${observed}`}</li>
          ))}
        </ul>
      </details>
    </section>
  );
}
