import { Alert, Button, ButtonLink, Flex, Text } from '@backstage/ui';
import { ClusterDetail } from '@cluster-upgrade/plugin-upgrade-common';
import { ReactNode, useEffect, useRef } from 'react';
import { useClusterTab } from '../fleet/ClusterLink';
import contrast from '../parts/contrast.module.css';
import { GuardedButton } from '../parts/GuardedButton';
import { momentText } from '../parts/time/formats';
import { useLocale } from '../parts/time/useLocale';
import { useTabTitle } from '../parts/useTabTitle';
import { useText } from '../parts/useText';
import { ChoiceSummary } from './ChoiceSummary';
import { WIZARD_STEPS, WizardStep } from './draft';
import { StartNotice } from './StartNotice';
import { Stepper } from './Stepper';
import { StoredDraft } from './useDraft';
import styles from './wizard.module.css';

/** What surrounds every step: where one is, what was chosen, back and forth. */
export function WizardFrame({
  detail,
  stored,
  step,
  blocked,
  onStep,
  onDiscard,
  children,
}: {
  detail: ClusterDetail;
  stored: StoredDraft;
  step: WizardStep;
  /** A step with something that stands in the way of a start. */
  blocked?: WizardStep;
  onStep(step: WizardStep): void;
  onDiscard(): void;
  children: ReactNode;
}) {
  const t = useText();
  const { draft } = stored;
  useTabTitle(
    t('wizard.tabTitle', {
      step: t(`wizard.steps.${step}`),
      cluster: detail.overview.title,
    }),
  );
  const heading = useFocusOnChange(step);
  const hasVersion = draft.toVersion !== undefined;
  return (
    <div className={`${styles.page} ${contrast.onCard}`}>
      <div className={styles.wide}>
        <Flex direction="column" gap="3">
          <Text
            as="h2"
            variant={{ initial: 'title-small', md: 'title-medium' }}
            weight="bold"
            className={styles.title}
          >
            {t('wizard.title', { cluster: detail.overview.title })}
          </Text>
          <Stepper
            step={step}
            blocked={blocked}
            hasVersion={hasVersion}
            onStep={onStep}
          />
          <StartNotice detail={detail} />
          <FoundDraft stored={stored} onDiscard={onDiscard} />
        </Flex>
      </div>
      <div>
        <h2 ref={heading} tabIndex={-1} className={styles.heading}>
          {t(`wizard.steps.${step}`)}
        </h2>
        {children}
      </div>
      <ChoiceSummary detail={detail} draft={draft} />
      <div className={styles.wide}>
        <Footer
          step={step}
          hasVersion={hasVersion}
          savedAtMs={draft.savedAtMs}
          clusterRef={detail.overview.clusterRef}
          onStep={onStep}
        />
      </div>
    </div>
  );
}

/**
 * After a change of step the reader goes on at its heading, not at the foot of the last one; unless a link
 * led to something in the step.
 */
function useFocusOnChange(step: WizardStep) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current !== step) {
      shown.current = step;
      const isLed = heading.current?.parentElement?.contains(
        document.activeElement,
      );
      if (!isLed) {
        heading.current?.focus();
      }
    }
  }, [step]);
  return heading;
}

function FoundDraft({
  stored: { foundFromMs },
  onDiscard,
}: {
  stored: StoredDraft;
  onDiscard(): void;
}) {
  const t = useText();
  const locale = useLocale();
  if (foundFromMs === undefined) {
    return null;
  }
  return (
    <Alert
      role="status"
      status="info"
      icon
      title={t('wizard.continued', {
        time: momentText(foundFromMs, Date.now(), locale),
      })}
      customActions={
        <Button variant="secondary" size="small" onPress={onDiscard}>
          {t('wizard.discard')}
        </Button>
      }
    />
  );
}

function Footer({
  step,
  hasVersion,
  savedAtMs,
  clusterRef,
  onStep,
}: {
  step: WizardStep;
  hasVersion: boolean;
  savedAtMs?: number;
  clusterRef: string;
  onStep(step: WizardStep): void;
}) {
  const t = useText();
  const locale = useLocale();
  const tab = useClusterTab(clusterRef);
  const index = WIZARD_STEPS.indexOf(step);
  const next = WIZARD_STEPS.at(index + 1);
  return (
    <div className={styles.footer}>
      {index > 0 && (
        <Button
          variant="secondary"
          onPress={() => onStep(WIZARD_STEPS[index - 1])}
        >
          {t('wizard.back')}
        </Button>
      )}
      {next && (
        <GuardedButton
          variant="primary"
          unavailable={hasVersion ? undefined : t('wizard.version.choose')}
          onPress={() => onStep(next)}
        >
          {t('wizard.next')}
        </GuardedButton>
      )}
      {tab && (
        <ButtonLink variant="tertiary" href={tab}>
          {t('wizard.leave')}
        </ButtonLink>
      )}
      {!hasVersion && <Text>{t('wizard.version.choose')}</Text>}
      {savedAtMs !== undefined && (
        <Text color="secondary">
          {t('wizard.saved', {
            time: momentText(savedAtMs, Date.now(), locale),
          })}
        </Text>
      )}
    </div>
  );
}
