import Drawer from '@material-ui/core/Drawer';
import { Button, Flex, Text } from '@backstage/ui';
import { UpgradeState } from '@cluster-upgrade/plugin-upgrade-common';
import { Fact, Facts } from '../../parts/frame/Facts';
import { StatusGlyph } from '../../parts/status/StatusGlyph';
import { glyphOfStep } from '../../parts/status/statusKinds';
import { Elapsed } from '../../parts/time/Elapsed';
import { TimeStamp } from '../../parts/time/TimeStamp';
import { Text as Translate, useText } from '../../parts/useText';
import { Plans, stepsOfTarget, TargetView } from '../model/targetViews';
import { RunStep } from '../model/runModel';
import styles from './targets.module.css';

/** Every step of one node, with its attempts, waits and failures. */
export function TargetDrawer({
  target,
  plans,
  state,
  onClose,
}: {
  target: TargetView | undefined;
  plans: Plans;
  state: UpgradeState;
  onClose(): void;
}) {
  const t = useText();
  const name = target?.name ?? '';
  return (
    <Drawer
      anchor="right"
      open={target !== undefined}
      onClose={onClose}
      PaperProps={{
        'aria-labelledby': 'upgrade-node-drawer',
        role: 'dialog',
        'aria-modal': true,
      }}
    >
      <div className={styles.drawer}>
        <Flex direction="column" gap="4">
          <Flex justify="between" align="center">
            <Text as="h2" variant="title-small" id="upgrade-node-drawer">
              {t('progress.drawer.steps', { name })}
            </Text>
            <Button variant="secondary" size="small" onPress={onClose}>
              {t('progress.drawer.close')}
            </Button>
          </Flex>
          {target && <Facts facts={factsOf(target, t)} />}
          <ol className={styles.steps}>
            {target &&
              stepsOfTarget(plans, state, target.id).map(run => (
                <DrawerStep key={run.step.id} run={run} />
              ))}
          </ol>
        </Flex>
      </div>
    </Drawer>
  );
}

/** What is known of it besides its steps; all there is where somebody else does the work. */
function factsOf(target: TargetView, t: Translate): Fact[] {
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
  ];
}

function DrawerStep({ run: { step, state } }: { run: RunStep }) {
  const t = useText();
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
            {state.wait.condition.text}: {state.wait.why.text}
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
