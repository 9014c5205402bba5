import { Flex, Text } from '@backstage/ui';
import { ClusterOverview } from '@cluster-upgrade/plugin-upgrade-common';
import { Section } from '../parts/frame/Section';
import { StatusLabel } from '../parts/status/StatusLabel';
import { useText } from '../parts/useText';
import { ClusterLink } from './ClusterLink';
import { needsSomebody } from './clusterOrder';

/** Clusters that wait for a person, each with why. */
export function AttentionList({
  clusters,
}: {
  clusters: readonly ClusterOverview[];
}) {
  const t = useText();
  const waiting = clusters.filter(needsSomebody);
  return (
    <Section title={t('fleet.attention')}>
      {waiting.length === 0 ? (
        <StatusLabel glyph="done" isPlain>
          {t('fleet.nothingNeedsYou')}
        </StatusLabel>
      ) : (
        <ul style={{ margin: 0, padding: 0, listStyle: 'none' }}>
          {waiting.map(cluster => (
            <li key={cluster.clusterRef}>
              <Flex gap="2" align="baseline" style={{ flexWrap: 'wrap' }}>
                <StatusLabel glyph="needs-you" isPlain>
                  <ClusterLink cluster={cluster} />
                </StatusLabel>
                <Text>{whyText(cluster)}</Text>
              </Flex>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function whyText({ connection, nextAction }: ClusterOverview): string {
  return connection.status === 'unreachable'
    ? `${connection.reason.text} ${connection.remedy}`
    : nextAction.text;
}
