import Drawer from '@material-ui/core/Drawer';
import { Button, Flex, Text } from '@backstage/ui';
import {
  PlanOutline,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { StatusGlyph } from '../../parts/status/StatusGlyph';
import { glyphOfStep } from '../../parts/status/statusKinds';
import { Elapsed } from '../../parts/time/Elapsed';
import { TimeStamp } from '../../parts/time/TimeStamp';
import { useText } from '../../parts/useText';
import { NodeView, stepsOfNode } from '../model/nodeViews';
import { RunStep } from '../model/runModel';
import styles from './nodes.module.css';

/** Every step of one node, with its attempts, waits and failures. */
export function NodeDrawer({
  node,
  plan,
  state,
  onClose,
}: {
  node: NodeView | undefined;
  plan: PlanOutline;
  state: UpgradeState;
  onClose(): void;
}) {
  const t = useText();
  const name = node?.name ?? '';
  return (
    <Drawer
      anchor="right"
      open={node !== undefined}
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
          <ol className={styles.steps}>
            {node &&
              stepsOfNode(plan, state, node.id).map(run => (
                <DrawerStep key={run.step.id} run={run} />
              ))}
          </ol>
        </Flex>
      </div>
    </Drawer>
  );
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
