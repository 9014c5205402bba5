import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { UpgradeReport } from '@cluster-upgrade/plugin-upgrade-common';
import { useState } from 'react';
import { upgradeApiRef } from '../apis';
import { useText } from '../parts/useText';

/** The report as files: Markdown for people, JSON for programs. */
export function ReportDownloads({ report }: { report: UpgradeReport }) {
  const t = useText();
  const api = useApi(upgradeApiRef);
  const [problem, setProblem] = useState<string>();
  const offer = async (
    extension: string,
    type: string,
    make: () => Promise<string>,
  ) => {
    try {
      saveFile(`upgrade-${report.upgradeId}.${extension}`, type, await make());
      setProblem(undefined);
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <Flex gap="2" align="center" style={{ flexWrap: 'wrap' }}>
      <Button
        size="small"
        variant="secondary"
        onPress={() =>
          offer('md', 'text/markdown', () =>
            api.getReportMarkdown(report.upgradeId),
          )
        }
      >
        {t('report.downloadMarkdown')}
      </Button>
      <Button
        size="small"
        variant="secondary"
        onPress={() =>
          offer('json', 'application/json', async () =>
            JSON.stringify(report, null, 2),
          )
        }
      >
        {t('report.downloadJson')}
      </Button>
      {problem && (
        <Text role="alert" color="danger">
          {t('report.downloadFailed', { reason: problem })}
        </Text>
      )}
    </Flex>
  );
}

function saveFile(name: string, type: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
