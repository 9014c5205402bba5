import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntityPresentation } from '@backstage/plugin-catalog-react';
import { Alert, Container, Flex, Link, Text } from '@backstage/ui';
import { UpgradeReport } from '@cluster-upgrade/plugin-upgrade-common';
import { useParams } from 'react-router-dom';
import { upgradeApiRef } from '../apis';
import { useLoad } from '../live/useLoad';
import { LoadFrame } from '../parts/frame/LoadFrame';
import { StatusLabel } from '../parts/status/StatusLabel';
import { glyphOfUpgrade } from '../parts/status/statusKinds';
import { momentText } from '../parts/time/formats';
import { useServerText } from '../parts/serverText';
import { useLocale } from '../parts/time/useLocale';
import { useText } from '../parts/useText';
import { useTabTitle } from '../parts/useTabTitle';
import { runRouteRef } from '../routes';
import { CauseSection } from './CauseSection';
import { DecisionsSection } from './DecisionsSection';
import { FactsSection } from './FactsSection';
import { ReportDownloads } from './ReportDownloads';
import { RestoreSection } from './RestoreSection';
import { SkippedSection } from './SkippedSection';
import { ThresholdsSection } from './ThresholdsSection';
import { TimelineSection } from './TimelineSection';
import { WaitsSection } from './WaitsSection';

/** A report of an upgrade that still runs is read again this often. */
const REFRESH_MS = 15_000;

/** What became of one upgrade, made from its events alone. */
export function ReportPage() {
  const { upgradeId = '' } = useParams();
  const t = useText();
  const api = useApi(upgradeApiRef);
  const loaded = useLoad(
    upgradeId,
    signal => api.getReport(upgradeId, { signal }),
    { everyMs: REFRESH_MS },
  );
  return (
    <Container>
      <LoadFrame loaded={loaded} what={t('report.what')}>
        {report => <ReportContent report={report} />}
      </LoadFrame>
    </Container>
  );
}

/** The report once it is there. */
function ReportContent({ report }: { report: UpgradeReport }) {
  const t = useText();
  const locale = useLocale();
  const serverText = useServerText();
  const runRoute = useRouteRef(runRouteRef);
  const title = t('report.title', {
    cluster: useEntityPresentation(report.clusterRef).primaryTitle,
    from: report.fromVersion,
    to: report.toVersion,
  });
  useTabTitle(title);
  return (
    <Flex direction="column" gap="4">
      <Text
        as="h1"
        variant={{ initial: 'title-small', md: 'title-medium' }}
        weight="bold"
      >
        {title}
      </Text>
      <Flex gap="3" align="center" style={{ flexWrap: 'wrap' }}>
        <StatusLabel
          glyph={glyphOfUpgrade({
            status: report.isFinal ? 'finished' : 'running',
            outcome: report.outcome,
          })}
        >
          {serverText(report.sentence.text)}
        </StatusLabel>
        <Link href={runRoute?.({ upgradeId: report.upgradeId })}>
          {t('report.back')}
        </Link>
        <ReportDownloads report={report} />
      </Flex>
      {!report.isFinal && (
        <Alert
          role="status"
          status="info"
          icon
          title={t('report.notFinal', {
            time: momentText(report.asOfMs, report.asOfMs, locale),
          })}
        />
      )}
      {report.firstCause && <CauseSection cause={report.firstCause} />}
      <FactsSection report={report} />
      <TimelineSection report={report} />
      <SkippedSection skipped={report.skipped} />
      <RestoreSection restore={report.restore} />
      <ThresholdsSection thresholds={report.thresholds} />
      <DecisionsSection report={report} />
      <WaitsSection waits={report.longestWaits} />
    </Flex>
  );
}
