import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, Flex, Text } from '@backstage/ui';
import {
  ClusterDetail,
  irreversibleSteps,
  PlanView,
} from '@cluster-upgrade/plugin-upgrade-common';
import { useState } from 'react';
import { Facts } from '../../parts/frame/Facts';
import { GuardedButton } from '../../parts/GuardedButton';
import { StatusLabel } from '../../parts/status/StatusLabel';
import { TimeStamp } from '../../parts/time/TimeStamp';
import { useText } from '../../parts/useText';
import { runRouteRef } from '../../routes';
import { Blockers } from './Blockers';
import { PlanChanges } from './PlanChanges';
import { PlanSummary } from './PlanSummary';
import { StartDialog } from './StartDialog';
import styles from '../wizard.module.css';

/** What exactly will happen, what is in the way, and the one confirmation. */
export function PlanStep({
  view,
  detail,
  onView,
  onStarted,
  onRebuild,
  onFinding,
}: {
  view: PlanView;
  detail: ClusterDetail;
  /** Leads to the verification, to one of its findings where it is named. */
  onFinding(findingId: string | undefined): void;
  onView(view: PlanView): void;
  onStarted(upgradeId: string): void;
  onRebuild(): void;
}) {
  const t = useText();
  const [isStarting, setIsStarting] = useState(false);
  const runRoute = useRouteRef(runRouteRef);
  const reason = whyNotStart(view);
  return (
    <Flex direction="column" gap="4">
      <PlanSummary view={view} detail={detail} />
      <ForwardOnly view={view} />
      <PlanChanges view={view} />
      <Blockers view={view} onFinding={onFinding} />
      <div className={styles.row}>
        <GuardedButton
          variant="primary"
          unavailable={reason}
          onPress={() => setIsStarting(true)}
        >
          {t('wizard.plan.start')}
        </GuardedButton>
        <Button variant="secondary" onPress={onRebuild}>
          {t('wizard.plan.rebuild')}
        </Button>
        {view.upgradeId && (
          <ButtonLink
            variant="secondary"
            href={runRoute?.({ upgradeId: view.upgradeId })}
          >
            {t('wizard.plan.started')}
          </ButtonLink>
        )}
      </div>
      {reason && view.blockers.length === 0 && (
        <Text color="secondary">{reason}</Text>
      )}
      <PlanIdentity view={view} />
      {isStarting && (
        <StartDialog
          view={view}
          cluster={detail.overview.title}
          onView={onView}
          onStarted={onStarted}
          onClose={() => setIsStarting(false)}
        />
      )}
    </Flex>
  );
}

function whyNotStart({ blockers, actions }: PlanView): string | undefined {
  if (blockers.length > 0) {
    return blockers.map(({ reason }) => reason.text).join(' ');
  }
  return actions.start.available ? undefined : actions.start.reason.text;
}

/** For those who compare it with what was approved: last, since it says nothing to most. */
function PlanIdentity({
  view: { hash, inventoryTakenAtMs },
}: {
  view: PlanView;
}) {
  const t = useText();
  return (
    <Facts
      facts={[
        {
          name: t('wizard.plan.hash'),
          value: (
            <>
              <code className={styles.hash}>{hash}</code>{' '}
              <TimeStamp atMs={inventoryTakenAtMs} withAge />
            </>
          ),
        },
      ]}
    />
  );
}

function ForwardOnly({ view: { plan } }: { view: PlanView }) {
  const t = useText();
  const titles = irreversibleSteps(plan);
  if (titles.length === 0) {
    return null;
  }
  return (
    <div>
      <StatusLabel glyph="warning">{t('wizard.plan.forwardOnly')}</StatusLabel>
      <ul>
        {titles.map(title => (
          <li key={title}>{title}</li>
        ))}
      </ul>
    </div>
  );
}
