import { Button, Flex, Text } from '@backstage/ui';
import { UpgradeEvent, whoText } from '@cluster-upgrade/plugin-upgrade-common';
import { useState } from 'react';
import { Section } from '../../parts/frame/Section';
import { StatusLabel } from '../../parts/status/StatusLabel';
import { glyphOfVerdict } from '../../parts/status/statusKinds';
import { useServerNow } from '../../parts/time/clock';
import { momentText } from '../../parts/time/formats';
import { useLocale } from '../../parts/time/useLocale';
import { useServerText } from '../../parts/serverText';
import { useText } from '../../parts/useText';
import { ActionContext } from '../actions/ActionBar';
import { SilenceAction } from '../actions/SilenceAction';
import { RunActions } from '../actions/runActions';
import { HealthView, healthViews, MAX_CHARTS } from '../model/healthSeries';
import styles from './health.module.css';
import { HealthChart } from './HealthChart';
import { HealthTable } from './HealthTable';

/** Applications against their thresholds: the worst as charts, all of them as a table. */
export function HealthPanel({
  context,
  actions,
  events,
}: {
  context: ActionContext;
  actions: RunActions;
  events: readonly UpgradeEvent[];
}) {
  const t = useText();
  const [isTable, setIsTable] = useState(false);
  const views = healthViews(context.state, events);
  const rest = views.length - MAX_CHARTS;
  return (
    <Section title={t('progress.health.title')}>
      {views.length === 0 ? (
        <Text as="p" color="secondary">
          {t('progress.health.none')}
        </Text>
      ) : (
        <Flex direction="column" gap="4">
          {views.slice(0, MAX_CHARTS).map(view => (
            <Application key={view.health.applicationId} view={view} />
          ))}
          {rest > 0 && (
            <Text color="secondary">
              {t('progress.health.moreCharts', { count: rest })}
            </Text>
          )}
          <div>
            <Button
              variant="secondary"
              size="small"
              aria-expanded={isTable}
              onPress={() => setIsTable(!isTable)}
            >
              {t('progress.health.showTable')}
            </Button>
          </div>
          {isTable && <HealthTable views={views} />}
          {context.state.status !== 'finished' && (
            <SilenceAction context={context} actions={actions} />
          )}
        </Flex>
      )}
    </Section>
  );
}

function Application({ view }: { view: HealthView }) {
  const t = useText();
  const serverText = useServerText();
  const nowMs = useServerNow();
  const { health, silenced } = view;
  return (
    <div className={styles.application}>
      <Flex justify="between" align="center" gap="2" className={styles.head}>
        <strong>{health.applicationId}</strong>
        <StatusLabel glyph={glyphOfVerdict(health.verdict)}>
          {t(`parts.verdict.${health.verdict}`)}
        </StatusLabel>
      </Flex>
      <HealthChart view={view} nowMs={nowMs} />
      <span className={styles.small}>{serverText(health.rule.text)}</span>
      {silenced && silenced.untilMs > nowMs && (
        <Silenced silenced={silenced} nowMs={nowMs} />
      )}
    </div>
  );
}

function Silenced({
  silenced,
  nowMs,
}: {
  silenced: NonNullable<HealthView['silenced']>;
  nowMs: number;
}) {
  const t = useText();
  const locale = useLocale();
  return (
    <StatusLabel glyph="warning">
      {t('progress.health.silenced', {
        time: momentText(silenced.untilMs, nowMs, locale),
        who: whoText(silenced.by),
        reason: silenced.reason,
      })}
    </StatusLabel>
  );
}
