import { ClusterDetail } from '@cluster-upgrade/plugin-upgrade-common';
import { pathText } from '../entity/ReleaseTable';
import { versionState } from '../fleet/versionShares';
import { Facts } from '../parts/frame/Facts';
import { Section } from '../parts/frame/Section';
import { useText } from '../parts/useText';
import { Draft } from './draft';
import { isAskedFor } from './strategy/strategyEffect';
import { strategyOf } from './WizardSteps';

/** What was chosen so far. */
export function ChoiceSummary({
  detail,
  draft,
}: {
  detail: ClusterDetail;
  draft: Draft;
}) {
  const t = useText();
  const { overview, releases } = detail;
  const release = releases.find(({ version }) => version === draft.toVersion);
  const strategy = strategyOf(detail, draft);
  const strategyText = () => {
    if (!strategy) {
      return t('wizard.summary.notChosen');
    }
    return isAskedFor(detail, 'kind')
      ? t(`wizard.strategy.${strategy.kind}`)
      : t('wizard.summary.strategyByPlatform');
  };
  return (
    <Section title={t('wizard.summary.title')}>
      <Facts
        facts={[
          { name: t('wizard.summary.cluster'), value: overview.title },
          {
            name: t('wizard.summary.from'),
            value:
              overview.version ??
              t(
                versionState(overview) === 'mixed'
                  ? 'entity.now.mixed'
                  : 'entity.now.versionUnknown',
              ),
          },
          {
            name: t('wizard.summary.to'),
            value: draft.toVersion ?? t('wizard.summary.notChosen'),
          },
          ...(release
            ? [
                {
                  name: t('wizard.summary.path'),
                  value: pathText(release, t),
                },
              ]
            : []),
          {
            name: t('wizard.summary.strategy'),
            value: strategyText(),
          },
          {
            name: t('wizard.summary.thresholds'),
            value: Object.keys(draft.thresholds).length,
          },
        ]}
      />
    </Section>
  );
}
