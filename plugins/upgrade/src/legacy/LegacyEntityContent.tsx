import { compatWrapper } from '@backstage/core-compat-api';
import { UpgradeCard } from '../entity/UpgradeCard';
import { UpgradesTab } from '../entity/UpgradesTab';
import { ThresholdCard } from '../threshold/ThresholdCard';

export function LegacyUpgradesTab() {
  return compatWrapper(<UpgradesTab />);
}

export function LegacyUpgradeCard() {
  return compatWrapper(<UpgradeCard />);
}

export function LegacyThresholdCard() {
  return compatWrapper(<ThresholdCard />);
}
