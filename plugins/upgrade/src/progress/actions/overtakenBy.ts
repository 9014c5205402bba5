import { UpgradeState, whoText } from '@cluster-upgrade/plugin-upgrade-common';
import { Text } from '../../parts/useText';

/** What somebody did to the upgrade since, which makes something else impossible; undefined: nothing. */
export function overtakenBy(
  before: UpgradeState,
  { rollback, cancel, paused, control }: UpgradeState,
  t: Text,
): string | undefined {
  if (rollback && !before.rollback) {
    return rollback.automatic
      ? t('progress.actions.overtaken.rollbackAutomatic')
      : t('progress.actions.overtaken.rollback', { who: whoText(rollback.by) });
  }
  if (cancel && !before.cancel) {
    return t('progress.actions.overtaken.cancel', { who: whoText(cancel.by) });
  }
  if (control && !before.control) {
    return t('progress.actions.overtaken.control', {
      who: whoText(control.by),
      action: t(`progress.actions.${control.action}`),
    });
  }
  return paused && !before.paused
    ? t('progress.actions.overtaken.pause', { who: whoText(paused.by) })
    : undefined;
}
