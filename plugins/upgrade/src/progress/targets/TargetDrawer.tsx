import Drawer from '@material-ui/core/Drawer';
import { Button, Flex, Text } from '@backstage/ui';
import { SkippedLane, whoText } from '@cluster-upgrade/plugin-upgrade-common';
import { useState } from 'react';
import { Fact, Facts } from '../../parts/frame/Facts';
import { StatusGlyph } from '../../parts/status/StatusGlyph';
import { glyphOfStep } from '../../parts/status/statusKinds';
import { Elapsed } from '../../parts/time/Elapsed';
import { useServerText } from '../../parts/serverText';
import { TimeStamp } from '../../parts/time/TimeStamp';
import { Text as Translate, useText } from '../../parts/useText';
import type { ActionContext } from '../actions/ActionBar';
import { reasonAgainst, RunActions } from '../actions/runActions';
import { SkipAction } from '../actions/SkipAction';
import { SkipDialog } from '../actions/SkipDialog';
import { laneOfTarget, skippableLane } from '../model/skippableLane';
import { stepsOfTarget, TargetView } from '../model/targetViews';
import { RunStep } from '../model/runModel';
import styles from './targets.module.css';

/** Every step of one node, with its attempts, waits and failures. */
export function TargetDrawer({
  target,
  context,
  actions,
  onClose,
}: {
  target: TargetView | undefined;
  context: ActionContext;
  actions: RunActions;
  onClose(): void;
}) {
  const [isSkipping, setSkipping] = useState(false);
  // Two that hold the focus would fight for it: the drawer makes way for the dialog.
  return (
    <>
      <Drawer
        anchor="right"
        open={target !== undefined && !isSkipping}
        onClose={onClose}
        PaperProps={{
          'aria-labelledby': 'upgrade-node-drawer',
          role: 'dialog',
          'aria-modal': true,
        }}
      >
        {target && (
          <DrawerContent
            target={target}
            context={context}
            actions={actions}
            onSkip={() => setSkipping(true)}
            onClose={onClose}
          />
        )}
      </Drawer>
      {target && isSkipping && (
        <SkipDialog
          target={target}
          context={context}
          blockedBy={reasonAgainst(actions, 'skip')}
          onClose={() => setSkipping(false)}
        />
      )}
    </>
  );
}

function DrawerContent({
  target,
  context: { plans, state },
  actions,
  onSkip,
  onClose,
}: {
  target: TargetView;
  context: ActionContext;
  actions: RunActions;
  onSkip(): void;
  onClose(): void;
}) {
  const t = useText();
  const skipped = state.skipped?.[laneOfTarget(plans, target.id)];
  return (
    <div className={styles.drawer}>
      <Flex direction="column" gap="4">
        <Flex justify="between" align="center">
          <Text as="h2" variant="title-small" id="upgrade-node-drawer">
            {t('progress.drawer.steps', { name: target.name })}
          </Text>
          <Button variant="secondary" size="small" onPress={onClose}>
            {t('progress.drawer.close')}
          </Button>
        </Flex>
        <Facts facts={factsOf(target, skipped, t)} />
        {skippableLane(plans, state, target.id) && (
          <SkipAction target={target} actions={actions} onPress={onSkip} />
        )}
        <ol className={styles.steps}>
          {stepsOfTarget(plans, state, target.id).map(run => (
            <DrawerStep key={run.step.id} run={run} />
          ))}
        </ol>
      </Flex>
    </div>
  );
}

/** What is known of it besides its steps; all there is where somebody else does the work. */
function factsOf(
  target: TargetView,
  skipped: SkippedLane | undefined,
  t: Translate,
): Fact[] {
  const { kind, group, status, version, current } = target;
  return [
    { name: t('progress.drawer.kind'), value: kind },
    ...(group && group !== kind
      ? [{ name: t('progress.board.group'), value: group }]
      : []),
    {
      name: t('progress.board.status'),
      value: t(`progress.group.${status}`),
    },
    ...(version
      ? [{ name: t('progress.drawer.version'), value: version }]
      : []),
    ...(current ? [{ name: t('progress.board.doing'), value: current }] : []),
    ...(skipped
      ? [
          {
            name: t('progress.drawer.skipped'),
            value: t('progress.drawer.skippedBy', {
              who: whoText(skipped.by),
              reason: skipped.reason,
            }),
          },
        ]
      : []),
  ];
}

function DrawerStep({ run: { step, state } }: { run: RunStep }) {
  const t = useText();
  const serverText = useServerText();
  return (
    <li className={styles.step}>
      <StatusGlyph glyph={glyphOfStep(state.status)} />
      <div className={styles.stepBody}>
        <strong>{step.title}</strong>
        <span className={styles.small}>
          {t(`parts.step.${state.status}`)}
          {state.attempt > 1 && (
            <>
              {', '}
              {t('progress.drawer.attempt', { attempt: state.attempt })}
            </>
          )}
          {state.startedAtMs !== undefined && (
            <>
              {', '}
              <TimeStamp atMs={state.startedAtMs} />
              {', '}
              <Elapsed
                sinceMs={state.startedAtMs}
                untilMs={state.finishedAtMs}
                limitMs={state.finishedAtMs ? undefined : step.limitMs}
              />
            </>
          )}
        </span>
        {state.wait && (
          <span>
            {state.wait.condition.text}: {serverText(state.wait.why.text)}
          </span>
        )}
        {state.failure && (
          <>
            <span>{state.failure.cause.text}</span>
            <span>
              {t('progress.drawer.remedy', { remedy: state.failure.remedy })}
            </span>
          </>
        )}
      </div>
    </li>
  );
}
