import { Flex, Text } from '@backstage/ui';
import { Finding, PlanView } from '@cluster-upgrade/plugin-upgrade-common';
import { StatusLabel } from '../../parts/status/StatusLabel';
import { useText } from '../../parts/useText';
import { FindingRow } from './FindingRow';
import { FindingsOfGroup } from './groupFindings';
import styles from '../wizard.module.css';

/** The findings of one kind: what needs attention, then what passed, folded. */
export function FindingGroup({
  group,
  view,
  onAgain,
  onAccept,
  onWithdraw,
}: {
  group: FindingsOfGroup;
  view: PlanView;
  onAgain(finding: Finding): void;
  onAccept(finding: Finding): void;
  onWithdraw(finding: Finding): void;
}) {
  const t = useText();
  const title = t(`wizard.verify.groups.${group.id}`);
  return (
    <section aria-label={title}>
      <Flex direction="column" gap="2">
        <Text as="h3" variant="body-large" weight="bold">
          {title}
        </Text>
        {group.open.length > 0 && (
          <ul className={styles.findings}>
            {group.open.map(finding => (
              <FindingRow
                key={finding.id}
                finding={finding}
                view={view}
                onAgain={() => onAgain(finding)}
                onAccept={() => onAccept(finding)}
                onWithdraw={() => onWithdraw(finding)}
              />
            ))}
          </ul>
        )}
        {group.passed.length > 0 && (
          <details className={styles.passed}>
            <summary>
              <StatusLabel glyph="done" isPlain>
                {t('wizard.verify.passed', { count: group.passed.length })}
              </StatusLabel>
            </summary>
            <ul>
              {group.passed.map(({ id, title: passed, observed }) => (
                <li key={id}>{`${passed}: ${observed}`}</li>
              ))}
            </ul>
          </details>
        )}
      </Flex>
    </section>
  );
}
