import { Text } from '@backstage/ui';
import {
  conditionText,
  needsPerson,
  objectText,
  PlanOutline,
  UpgradeState,
  WaitReason,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Facts } from '../parts/frame/Facts';
import { Section } from '../parts/frame/Section';
import { PersonLink } from '../parts/PersonLink';
import { StatusGlyph } from '../parts/status/StatusGlyph';
import { Glyph } from '../parts/status/statusKinds';
import { useServerNow } from '../parts/time/clock';
import { Elapsed } from '../parts/time/Elapsed';
import { useText } from '../parts/useText';
import { runView } from './model/runView';
import { MAX_WAITS, WaitView } from './model/waitViews';
import styles from './progress.module.css';

/** What the upgrade waits for, each wait by one grammar: object, condition, time, why, who, then what. */
export function WaitingPanel({
  plan,
  state,
}: {
  plan: PlanOutline | undefined;
  state: UpgradeState;
}) {
  const t = useText();
  const waits = plan ? runView(plan, state).waits : [];
  const isIdle = ['finished', 'paused', 'queued'].includes(state.status);
  return (
    <Section title={`${t('progress.waits.title')} (${waits.length})`}>
      {waits.length === 0 ? (
        <Text as="p" color="secondary">
          {t(isIdle ? 'progress.waits.notRunning' : 'progress.waits.none')}
        </Text>
      ) : (
        <ul className={styles.waits}>
          {waits.slice(0, MAX_WAITS).map(view => (
            <Wait key={view.key} view={view} />
          ))}
        </ul>
      )}
      {waits.length > MAX_WAITS && (
        <Text as="p" color="secondary">
          {t('progress.waits.more', { count: waits.length - MAX_WAITS })}
        </Text>
      )}
    </Section>
  );
}

function Wait({ view: { wait, steps } }: { view: WaitView }) {
  const t = useText();
  const nowMs = useServerNow();
  return (
    <li className={styles.wait}>
      <StatusGlyph glyph={glyphOf(wait, nowMs)} />
      <div className={styles.waitBody}>
        <strong>
          {t('progress.waits.sentence', {
            object: wait.object
              ? objectText(wait.object)
              : t('progress.waits.upgrade'),
            condition: conditionText(wait),
          })}
        </strong>
        <Facts
          facts={[
            { name: t('progress.waits.why'), value: wait.why.text },
            {
              name: t('progress.waits.elapsed'),
              value: (
                <Elapsed
                  sinceMs={wait.sinceMs}
                  limitMs={wait.untilMs - wait.sinceMs}
                />
              ),
            },
            { name: t('progress.waits.who'), value: <Who wait={wait} /> },
            {
              name: t('progress.waits.atLimit'),
              value: t(`progress.waits.${wait.atLimit}`),
            },
          ]}
        />
        {steps.length > 1 && (
          <span className={styles.small}>
            {t('progress.waits.steps', { count: steps.length })}
          </span>
        )}
      </div>
    </li>
  );
}

function glyphOf(wait: WaitReason, nowMs: number): Glyph {
  if (wait.isHeld) {
    return 'paused';
  }
  return needsPerson(wait, nowMs) ? 'needs-you' : 'running';
}

function Who({ wait: { unblocks } }: { wait: WaitReason }) {
  const t = useText();
  return (
    <>
      {t(`progress.waits.${unblocks.kind}`)}
      {unblocks.ref && (
        <>
          {': '}
          <PersonLink actor={unblocks.ref} />
        </>
      )}
    </>
  );
}
