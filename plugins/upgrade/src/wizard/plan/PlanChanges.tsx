import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { PlanChange, PlanView } from '@cluster-upgrade/plugin-upgrade-common';
import { useState } from 'react';
import { upgradeApiRef } from '../../apis';
import { PlanDiffTable } from '../../parts/diff/PlanDiffTable';
import { GuardedButton } from '../../parts/GuardedButton';
import { useText } from '../../parts/useText';

/** What changes; the values that people configured only when somebody who may see them asks. */
export function PlanChanges({ view }: { view: PlanView }) {
  const t = useText();
  const api = useApi(upgradeApiRef);
  const [shown, setShown] = useState<PlanChange[]>();
  const [problem, setProblem] = useState<string>();
  const { showValues } = view.actions;
  const show = async () => {
    try {
      const { plan } = await api.getPlan(view.id, { values: 'shown' });
      setShown(plan.changes);
      setProblem(undefined);
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <Flex direction="column" gap="2">
      <PlanDiffTable changes={shown ?? view.plan.changes} />
      {!shown && (
        <Flex align="center" gap="3">
          <GuardedButton
            variant="secondary"
            unavailable={
              showValues.available ? undefined : showValues.reason.text
            }
            onPress={show}
          >
            {t('wizard.plan.showValues')}
          </GuardedButton>
          <Text color="secondary" role={problem ? 'alert' : undefined}>
            {problem
              ? t('wizard.plan.valuesFailed', { reason: problem })
              : t('wizard.plan.valuesWithheld')}
          </Text>
        </Flex>
      )}
    </Flex>
  );
}
