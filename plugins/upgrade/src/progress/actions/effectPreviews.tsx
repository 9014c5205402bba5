import { Flex, Text } from '@backstage/ui';
import { isSetAside, pauseWaits } from '@cluster-upgrade/plugin-upgrade-common';
import { useText } from '../../parts/useText';
import { givenBack, targetShares, rollbackEffect } from '../model/effects';
import { ActionContext } from './ActionContext';

interface Props {
  context: ActionContext;
}

export function PauseEffect({ context: { state, plan, targets } }: Props) {
  const t = useText();
  const { underWay } = targetShares(targets);
  const waits = plan ? pauseWaits(state, plan) : [];
  return (
    <>
      <Text as="p">
        {underWay > 0
          ? t('progress.actions.pauseEffect', { count: underWay })
          : t('progress.actions.pauseEffectNoNode')}
      </Text>
      {waits.map(({ text }) => (
        <Text as="p" key={text}>
          {t('progress.actions.pauseWaits', { why: text })}
        </Text>
      ))}
      <Text as="p" color="secondary">
        {t('progress.actions.pauseCost')}
      </Text>
    </>
  );
}

export function RetryEffect({ context: { state, plan } }: Props) {
  const t = useText();
  const states = state.steps[state.activePlan];
  const failed = (plan?.steps ?? [])
    .filter(({ id }) => states[id]?.status === 'failed')
    .map(({ title }) => title);
  return (
    <>
      {isSetAside(state) && (
        <Text as="p">{t('progress.actions.takeUpAgainEffect')}</Text>
      )}
      {(failed.length > 0 || !isSetAside(state)) && (
        <Text as="p">{t('progress.actions.retryEffect')}</Text>
      )}
      <Titles titles={failed} />
    </>
  );
}

/** What stays as it is when giving back is given up. */
export function EndEffect({ context: { state, plan } }: Props) {
  const t = useText();
  const states = state.steps[state.activePlan];
  const left = (plan?.steps ?? [])
    .filter(({ id }) => states[id]?.status !== 'done')
    .map(({ title }) => title);
  return (
    <>
      <Text as="p">{t('progress.actions.endEffect')}</Text>
      <Titles titles={left} />
      <Text as="p" color="secondary">
        {t('progress.actions.endReport')}
      </Text>
    </>
  );
}

export function CancelEffect({ context: { state, plan, targets } }: Props) {
  const t = useText();
  const borrowed = plan ? givenBack(plan, state) : [];
  return (
    <>
      <Text as="p">
        {t('progress.actions.cancelEffect', { ...targetShares(targets) })}
      </Text>
      <Text as="p">
        {t(
          borrowed.length > 0
            ? 'progress.actions.cancelGivenBack'
            : 'progress.actions.cancelNothing',
        )}
      </Text>
      <Titles titles={borrowed} />
      <Text as="p" weight="bold">
        {t('progress.actions.cancelOneWay')}
      </Text>
    </>
  );
}

export function RollbackEffectPreview({ context: { state, plan } }: Props) {
  const t = useText();
  const effect = plan && rollbackEffect(plan, state);
  if (!effect || effect.steps.length === 0) {
    return <Text as="p">{t('progress.actions.rollbackNothing')}</Text>;
  }
  return (
    <>
      <Text as="p">
        {t(
          effect.notRestored.length > 0
            ? 'progress.actions.rollbackPartly'
            : 'progress.actions.rollbackEffect',
          { from: state.fromVersion },
        )}
      </Text>
      <Titles titles={effect.steps} />
      {effect.notRestored.length > 0 && (
        <>
          <Text as="p" weight="bold">
            {t('progress.actions.rollbackNotRestored')}
          </Text>
          <Titles titles={effect.notRestored} />
        </>
      )}
      <Text as="p" color="secondary">
        {t('progress.actions.rollbackProof')}
      </Text>
    </>
  );
}

const TITLES_SHOWN = 8;

export function Titles({ titles }: { titles: readonly string[] }) {
  const t = useText();
  const rest = titles.length - TITLES_SHOWN;
  return (
    <Flex direction="column" gap="1">
      {titles.slice(0, TITLES_SHOWN).map(title => (
        <Text key={title}>{`• ${title}`}</Text>
      ))}
      {rest > 0 && (
        <Text color="secondary">
          {t('progress.actions.more', { count: rest })}
        </Text>
      )}
    </Flex>
  );
}
