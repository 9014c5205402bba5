import { Flex, Text } from '@backstage/ui';
import {
  objectText,
  ReportRestore,
} from '@cluster-upgrade/plugin-upgrade-common';
import { DataTable } from '../parts/frame/DataTable';
import { Section } from '../parts/frame/Section';
import { momentText } from '../parts/time/formats';
import { useLocale } from '../parts/time/useLocale';
import { useText } from '../parts/useText';
import styles from './report.module.css';

/** What was given back and restored, and what was not, with the proof. */
export function RestoreSection({ restore }: { restore: ReportRestore }) {
  const t = useText();
  const locale = useLocale();
  const { proof, givenBack, notRestored } = restore;
  const isEmpty = !proof && !givenBack.length && !notRestored.length;
  return (
    <Section title={t('report.restore')}>
      <Flex direction="column" gap="3">
        {isEmpty && <Text as="p">{t('report.nothingToRestore')}</Text>}
        {proof && (
          <Text as="p" weight="bold">
            {t('report.proof', {
              time: momentText(proof.comparedAtMs, proof.comparedAtMs, locale),
              restored: proof.restored,
              total: proof.total,
            })}
          </Text>
        )}
        <Lines title={t('report.notRestored')} lines={notRestored} />
        {proof && proof.differences.length > 0 && (
          <DataTable
            caption={t('report.notRestored')}
            isCaptionHidden={notRestored.length > 0}
            rows={proof.differences}
            rowKey={it => `${objectText(it.object)}${it.pointer}`}
            columns={[
              {
                id: 'object',
                title: t('report.object'),
                isRowName: true,
                cell: it => objectText(it.object),
              },
              {
                id: 'field',
                title: t('report.field'),
                isProse: true,
                cell: it => <code>{it.pointer}</code>,
              },
              {
                id: 'was',
                title: t('report.expected'),
                isProse: true,
                cell: it => <code>{it.expected}</code>,
              },
              {
                id: 'is',
                title: t('report.found'),
                isProse: true,
                cell: it => <code>{it.found}</code>,
              },
            ]}
          />
        )}
        <Lines title={t('report.givenBack')} lines={givenBack} />
      </Flex>
    </Section>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  return lines.length === 0 ? null : (
    <div>
      <Text as="h3" variant="body-medium" weight="bold">
        {title}
      </Text>
      <ul className={styles.list}>
        {lines.map(line => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
