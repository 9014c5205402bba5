import { Text } from '@backstage/ui';
import {
  ClusterDetail,
  Strategy,
} from '@cluster-upgrade/plugin-upgrade-common';
import { useText } from '../parts/useText';
import { Draft, WizardStep } from './draft';
import { PlannedSteps } from './plan/PlannedSteps';
import { StrategyStep } from './strategy/StrategyStep';
import { ThresholdsStep } from './ThresholdsStep';
import { StoredDraft } from './useDraft';
import { VersionStep } from './VersionStep';

/** The step that is shown. */
export function WizardSteps({
  detail,
  stored,
  step,
  wanted,
  onStarted,
  onStep,
  onBlocked,
}: {
  detail: ClusterDetail;
  stored: StoredDraft;
  step: WizardStep;
  onStarted(upgradeId: string): void;
  onStep(step: WizardStep): void;
  /** The version that the link here named. */
  wanted?: string;
  /** Told for which choices the verification stands in the way; of none where it doesn't. */
  onBlocked(choices: string | undefined): void;
}) {
  const t = useText();
  const { draft, change } = stored;
  const strategy = strategyOf(detail, draft);
  switch (step) {
    case 'version':
      return (
        <VersionStep
          detail={detail}
          chosen={draft.toVersion}
          wanted={wanted}
          onChoose={toVersion => change({ toVersion })}
        />
      );
    case 'strategy':
      return strategy ? (
        <StrategyStep
          detail={detail}
          strategy={strategy}
          onChange={chosen => change({ strategy: chosen })}
        />
      ) : (
        <Text as="p">{t('wizard.strategy.unknown')}</Text>
      );
    case 'thresholds':
      return (
        <ThresholdsStep
          thresholds={detail.thresholds}
          applications={detail.inventory?.applications ?? []}
          changed={draft.thresholds}
          onChange={thresholds => change({ thresholds })}
        />
      );
    default:
      return (
        <PlannedSteps
          detail={detail}
          stored={stored}
          step={step}
          onStarted={onStarted}
          onStep={onStep}
          onBlocked={onBlocked}
        />
      );
  }
}

/** What the platform would do, over which the draft's choices go. */
export function strategyOf(
  { defaultStrategy }: ClusterDetail,
  draft: Draft,
): Strategy | undefined {
  return defaultStrategy && { ...defaultStrategy, ...draft.strategy };
}
