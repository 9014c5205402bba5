import {
  ClusterOverview,
  UpgradeSummary,
} from '@cluster-upgrade/plugin-upgrade-common';
import { StatusLabel } from '../parts/status/StatusLabel';
import {
  Glyph,
  glyphOfUpgrade,
  wordOfUpgrade,
} from '../parts/status/statusKinds';
import { useText } from '../parts/useText';
import { ClusterCondition, conditionOf } from './clusterCondition';
import styles from './fleet.module.css';
import { ProgressBar } from './RunningUpgrades';

type AtRest = Exclude<
  ClusterCondition,
  'needs-decision' | 'paused' | 'running'
>;

const GLYPHS: Record<AtRest, Glyph> = {
  unreachable: 'unknown',
  'part-way': 'needs-you',
  mixed: 'warning',
  'up-to-date': 'done',
  idle: 'waiting',
};

/** How a cluster stands, in a word; with a bar while an upgrade runs. */
export function ClusterState({ cluster }: { cluster: ClusterOverview }) {
  const t = useText();
  const { activeUpgrade } = cluster;
  const condition = conditionOf(cluster);
  if (activeUpgrade || !isAtRest(condition)) {
    return activeUpgrade ? (
      <Running title={cluster.title} upgrade={activeUpgrade} />
    ) : null;
  }
  return (
    <StatusLabel
      glyph={GLYPHS[condition]}
      isPlain={condition === 'idle' || condition === 'up-to-date'}
    >
      {t(`fleet.condition.${condition}`)}
    </StatusLabel>
  );
}

function isAtRest(condition: ClusterCondition): condition is AtRest {
  return condition in GLYPHS;
}

function Running({
  title,
  upgrade,
}: {
  title: string;
  upgrade: UpgradeSummary;
}) {
  const t = useText();
  return (
    <div className={styles.stacked}>
      <StatusLabel glyph={glyphOfUpgrade(upgrade)}>
        {t(wordOfUpgrade(upgrade))}
      </StatusLabel>
      <ProgressBar
        label={t('fleet.progressOf', { cluster: title })}
        upgrade={upgrade}
      />
    </div>
  );
}
