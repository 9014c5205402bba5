import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import {
  Finding,
  findingsText,
  PlanView,
} from '@cluster-upgrade/plugin-upgrade-common';
import { useEffect, useState } from 'react';
import { upgradeApiRef } from '../../apis';
import { serverMessage } from '../../parts/frame/LoadFrame';
import { useServerNow } from '../../parts/time/clock';
import { momentText } from '../../parts/time/formats';
import { useLocale } from '../../parts/time/useLocale';
import { useText } from '../../parts/useText';
import styles from '../wizard.module.css';
import { FindingRow, findingAnchor } from './FindingRow';
import { OverrideDialog } from './OverrideDialog';
import { openFindings, passedByGroup } from './groupFindings';
import { PassedGroup } from './PassedGroup';

/** What the checks saw; what can be accepted is accepted here, one by one and with a reason. */
export function VerifyStep({
  view,
  shown,
  onView,
}: {
  view: PlanView;
  /** The finding that a link led to. */
  shown?: string;
  onView(view: PlanView): void;
}) {
  const run = useRun(onView);
  const findings = view.verification?.findings ?? [];
  useEffect(() => {
    if (shown) {
      document.getElementById(findingAnchor(shown))?.focus();
    }
  }, [shown]);
  return (
    <Flex direction="column" gap="4">
      <Result view={view} run={run} />
      <OpenFindings view={view} run={run} onView={onView} />
      <div>
        {passedByGroup(findings).map(group => (
          <PassedGroup key={group.id} group={group} />
        ))}
      </div>
    </Flex>
  );
}

type Run = ReturnType<typeof useRun>;

/** How it came out, how long that holds, and a way to check again. */
function Result({ view, run }: { view: PlanView; run: Run }) {
  const t = useText();
  const api = useApi(upgradeApiRef);
  const findings = view.verification?.findings ?? [];
  return (
    <Flex direction="column" gap="1">
      <Text as="p" weight="bold" role="status">
        {run.isRunning
          ? t('wizard.verify.running')
          : `${findingsText(findings, view.overrides)}.`}
      </Text>
      <Validity view={view} />
      {run.error && (
        <Text role="alert" color="danger">
          {run.error}
        </Text>
      )}
      <div>
        <Button
          variant="secondary"
          size="small"
          isPending={run.isRunning}
          onPress={() => run.start(() => api.runChecks(view.id))}
        >
          {t('wizard.verify.again')}
        </Button>
      </div>
    </Flex>
  );
}

/** What did not pass: checked again, accepted or taken back one by one. */
function OpenFindings({
  view,
  run,
  onView,
}: {
  view: PlanView;
  run: Run;
  onView(view: PlanView): void;
}) {
  const t = useText();
  const api = useApi(upgradeApiRef);
  const [accepting, setAccepting] = useState<Finding>();
  const open = openFindings(view.verification?.findings ?? []);
  return (
    <>
      {open.length > 0 && (
        <ul
          className={styles.findings}
          aria-label={t('wizard.verify.attention')}
        >
          {open.map(finding => (
            <FindingRow
              key={finding.id}
              finding={finding}
              view={view}
              onAgain={() =>
                run.start(() =>
                  api.runChecks(view.id, { checkIds: [finding.checkId] }),
                )
              }
              onAccept={() => setAccepting(finding)}
              onWithdraw={() =>
                run.start(() => api.deleteOverride(view.id, finding.id))
              }
            />
          ))}
        </ul>
      )}
      {accepting && (
        <OverrideDialog
          planId={view.id}
          finding={accepting}
          onView={onView}
          onClose={() => setAccepting(undefined)}
        />
      )}
    </>
  );
}

function Validity({ view: { verification } }: { view: PlanView }) {
  const t = useText();
  const locale = useLocale();
  const nowMs = useServerNow();
  if (!verification) {
    return null;
  }
  const time = momentText(verification.checkedAtMs, nowMs, locale);
  const isExpired = nowMs >= verification.validUntilMs;
  return (
    <Text color={isExpired ? 'danger' : 'secondary'}>
      {isExpired
        ? t('wizard.verify.expired', { time })
        : t('wizard.verify.checked', {
            time,
            until: momentText(verification.validUntilMs, nowMs, locale),
          })}
    </Text>
  );
}

/** One request at a time, each answering with the plan as it is then. */
function useRun(onView: (view: PlanView) => void) {
  const [isRunning, setIsRunning] = useState(false);
  const [error, setError] = useState<string>();
  const start = async (request: () => Promise<PlanView>) => {
    setIsRunning(true);
    setError(undefined);
    try {
      onView(await request());
    } catch (caught) {
      setError(serverMessage(caught as Error));
    } finally {
      setIsRunning(false);
    }
  };
  return { isRunning, error, start };
}
