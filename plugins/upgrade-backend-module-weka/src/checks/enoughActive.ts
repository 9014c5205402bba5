import { backendsOf } from '../components';
import { readWeka } from '../readWeka';
import { checkWithOneAnswer } from './finding';

/** The operator's own threshold (upgrade.driveThresholdPercent, upgrade.computeThresholdPercent). */
const NEEDED_PERCENT = 90;

export const enoughActive = checkWithOneAnswer({
  id: 'weka-enough-active',
  title: 'Enough drive and compute containers are active',
  group: 'health',
  async answer(input) {
    const weka = await readWeka(input);
    const template = weka.cluster.spec.dynamicTemplate ?? {};
    const shares = (['drive', 'compute'] as const).map(mode => {
      const containers = backendsOf(weka, mode);
      const active = containers.filter(
        container => container.status?.status === 'Running',
      ).length;
      const wanted = template[`${mode}Containers`] ?? containers.length;
      return { mode, active, wanted };
    });
    const isEnough = shares.every(
      ({ active, wanted }) => active * 100 >= wanted * NEEDED_PERCENT,
    );
    return {
      status: isEnough ? 'pass' : 'hard-block',
      observed: shares
        .map(({ mode, active, wanted }) => `${mode} ${active} of ${wanted}`)
        .join(', '),
      needed: `${NEEDED_PERCENT} % of each; the operator waits below that`,
      remedy: isEnough
        ? undefined
        : 'Bring the missing containers back; see the events of their WekaContainers.',
    };
  },
});
