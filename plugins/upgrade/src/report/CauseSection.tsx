import { Flex, Text } from '@backstage/ui';
import { ReportCause } from '@cluster-upgrade/plugin-upgrade-common';
import { Section } from '../parts/frame/Section';
import { TimeStamp } from '../parts/time/TimeStamp';
import { useText } from '../parts/useText';

/** What went wrong first; what came after it may only follow from it. */
export function CauseSection({ cause }: { cause: ReportCause }) {
  const t = useText();
  const { failure, stepTitle, followers, atMs } = cause;
  return (
    <Section
      title={t('report.cause')}
      aside={<TimeStamp atMs={atMs} withDate />}
    >
      <Flex direction="column" gap="1">
        <Text as="p" weight="bold">
          {failure.cause.text}
        </Text>
        {stepTitle && (
          <Text as="p">{t('report.causeIn', { step: stepTitle })}</Text>
        )}
        <Text as="p">
          {t('report.causeRemedy', { remedy: failure.remedy })}
        </Text>
        {followers > 0 && (
          <Text as="p" color="secondary">
            {t('report.followers', { count: followers })}
          </Text>
        )}
      </Flex>
    </Section>
  );
}
