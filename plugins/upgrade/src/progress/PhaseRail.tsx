import { Button, Flex, Text } from '@backstage/ui';
import {
  PlanKind,
  PlanOutline,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { useState } from 'react';
import { Section } from '../parts/frame/Section';
import { StatusGlyph } from '../parts/status/StatusGlyph';
import { Elapsed } from '../parts/time/Elapsed';
import { useText } from '../parts/useText';
import { GROUP_GLYPHS } from './groupGlyph';
import { PhaseView } from './model/phaseViews';
import { runView } from './model/runView';
import styles from './progress.module.css';

const KINDS: readonly PlanKind[] = ['upgrade', 'rollback', 'cleanup'];

/** Where the upgrade is; the way back is a second rail below the first, which stays as it was. */
export function PhaseRail({
  plans,
  state,
}: {
  plans: Partial<Record<PlanKind, PlanOutline>>;
  state: UpgradeState;
}) {
  const t = useText();
  return (
    <Section title={t('progress.rail.title')}>
      <Flex direction="column" gap="3">
        {KINDS.map(kind => {
          const plan = plans[kind];
          return (
            plan && (
              <div key={kind}>
                {kind !== 'upgrade' && (
                  <Text as="h3" variant="body-medium" weight="bold">
                    {t(`progress.rail.${kind}`)}
                  </Text>
                )}
                <Rail
                  phases={runView(plan, state).phases}
                  isActive={
                    kind === state.activePlan && state.status !== 'finished'
                  }
                />
              </div>
            )
          );
        })}
      </Flex>
    </Section>
  );
}

/** On phones only the current phase is drawn until the reader asks for all. */
function Rail({
  phases,
  isActive,
}: {
  phases: PhaseView[];
  isActive: boolean;
}) {
  const t = useText();
  const [isFolded, setIsFolded] = useState(true);
  const done = phases.filter(({ status }) => status === 'done').length;
  const current = isActive
    ? phases.findIndex(({ status }) => status !== 'done')
    : -1;
  return (
    <>
      <div className={styles.railToggle}>
        <Text>
          {current === -1
            ? t('progress.rail.over', { done, total: phases.length })
            : t('progress.rail.position', {
                index: current + 1,
                total: phases.length,
              })}
        </Text>{' '}
        <Button
          variant="tertiary"
          size="small"
          aria-expanded={!isFolded}
          onPress={() => setIsFolded(!isFolded)}
        >
          {t(isFolded ? 'progress.rail.showAll' : 'progress.rail.showCurrent')}
        </Button>
      </div>
      <ol className={styles.rail} data-folded={isFolded}>
        {phases.map((phase, index) => (
          <li
            key={phase.id}
            className={styles.phase}
            aria-current={index === current ? 'step' : undefined}
          >
            <StatusGlyph glyph={GROUP_GLYPHS[phase.status]} />
            <PhaseText phase={phase} />
          </li>
        ))}
      </ol>
    </>
  );
}

function PhaseText({ phase }: { phase: PhaseView }) {
  const t = useText();
  return (
    <span className={styles.phaseText}>
      <span className={styles.phaseTitle}>{phase.title}</span>
      <span className={styles.small}>
        {t(`progress.group.${phase.status}`)}
        {', '}
        {t('progress.rail.count', { done: phase.done, total: phase.total })}
        {phase.startedAtMs !== undefined && (
          <>
            {', '}
            <Elapsed sinceMs={phase.startedAtMs} untilMs={phase.finishedAtMs} />
          </>
        )}
        {phase.retries > 0 && (
          <>
            {', '}
            {t('progress.rail.retries', { count: phase.retries })}
          </>
        )}
      </span>
      {phase.isForwardOnly && (
        <span className={styles.small}>{t('progress.rail.forwardOnly')}</span>
      )}
    </span>
  );
}
