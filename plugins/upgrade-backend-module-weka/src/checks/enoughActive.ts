import { backendsOf } from '../inventory/components';
import { NEEDED_ACTIVE_PERCENT } from '../statusGates';
import { storageCheck } from './wekaCheck';

/** The operator's own threshold (upgrade.driveThresholdPercent, upgrade.computeThresholdPercent). */
export const enoughActive = storageCheck({
  id: 'weka-enough-active',
  title: 'Enough drive and compute containers are active',
  group: 'health',
  answer(view) {
    const template = view.cluster.spec.dynamicTemplate ?? {};
    const shares = (['drive', 'compute'] as const).map(mode => {
      const containers = backendsOf(view, [mode]);
      const active = containers.filter(
        container => container.status?.status === 'Running',
      ).length;
      const wanted = template[`${mode}Containers`] ?? containers.length;
      return { mode, active, wanted };
    });
    const isEnough = shares.every(
      ({ active, wanted }) => active * 100 >= wanted * NEEDED_ACTIVE_PERCENT,
    );
    return {
      status: isEnough ? 'pass' : 'hard-block',
      observed: shares
        .map(({ mode, active, wanted }) => `${mode} ${active} of ${wanted}`)
        .join(', '),
      needed: `${NEEDED_ACTIVE_PERCENT} % of each; the operator waits below that`,
      remedy: isEnough
        ? undefined
        : 'Bring the missing containers back; see the events of their WekaContainers.',
    };
  },
});
