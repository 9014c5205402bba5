import { compatWrapper } from '@backstage/core-compat-api';
import { UpgradesTab } from '../entity/UpgradesTab';
import { ThresholdCard } from '../threshold/ThresholdCard';

export function LegacyUpgradesTab() {
  return compatWrapper(<UpgradesTab />);
}

export function LegacyThresholdCard() {
  return compatWrapper(<ThresholdCard />);
}
