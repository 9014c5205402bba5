import { VisuallyHidden } from '@backstage/ui';
import { StatusGlyph } from '../parts/status/StatusGlyph';
import { useText } from '../parts/useText';
import { WIZARD_STEPS, WizardStep } from './draft';
import styles from './wizard.module.css';

/** The five steps; each can be gone back to, and forward once a version is chosen. */
export function Stepper({
  step,
  blocked,
  hasVersion,
  onStep,
}: {
  step: WizardStep;
  /** A step with something that stands in the way of a start. */
  blocked?: WizardStep;
  hasVersion: boolean;
  onStep(step: WizardStep): void;
}) {
  const t = useText();
  const current = WIZARD_STEPS.indexOf(step);
  const glyphAt = (index: number) => (index < current ? 'done' : 'waiting');
  return (
    <nav aria-label={t('wizard.steps.label')}>
      <p className={styles.position}>
        {t('wizard.steps.position', {
          index: current + 1,
          total: WIZARD_STEPS.length,
          title: t(`wizard.steps.${step}`),
        })}
      </p>
      <ol className={styles.stepper}>
        {WIZARD_STEPS.map((id, index) => {
          const isOpen = hasVersion || index === 0;
          return (
            <li key={id} aria-current={id === step ? 'step' : undefined}>
              <button
                type="button"
                className={styles.stepperButton}
                aria-disabled={!isOpen}
                onClick={() => isOpen && onStep(id)}
              >
                <StatusGlyph
                  glyph={id === blocked ? 'needs-you' : glyphAt(index)}
                />
                {`${index + 1}. ${t(`wizard.steps.${id}`)}`}
                {id === blocked && (
                  <VisuallyHidden>{t('wizard.steps.blocks')}</VisuallyHidden>
                )}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
