import { Flex, Text } from '@backstage/ui';
import { ClusterDetail } from '@cluster-upgrade/plugin-upgrade-common';
import { FailureMemory } from '../fleet/FailureMemory';
import { Section } from '../parts/frame/Section';
import { StatusLabel } from '../parts/status/StatusLabel';
import { useText } from '../parts/useText';
import { nextMove } from './nextMove';
import { PlanButton } from './PlanButton';
import { ReleaseTable } from './ReleaseTable';

/** Which version could come next, what was learned the last time, and why the others can't be chosen. */
export function NextCard({ detail }: { detail: ClusterDetail }) {
  const t = useText();
  const move = nextMove(detail);
  const text = t(
    `entity.next.move.${move.kind}`,
    'version' in move ? { version: move.version } : {},
  );
  return (
    <Section title={t('entity.next.title')}>
      <Flex direction="column" gap="3">
        {move.kind === 'up-to-date' ? (
          <StatusLabel glyph="done" isPlain>
            {text}
          </StatusLabel>
        ) : (
          <Text as="p">{text}</Text>
        )}
        {'failed' in move && move.failed && (
          <FailureMemory upgrade={move.failed} />
        )}
        {(move.kind === 'recommended' ||
          move.kind === 'finish' ||
          move.kind === 'choose') && <PlanButton detail={detail} move={move} />}
        {move.kind !== 'running' && detail.releases.length > 0 && (
          <ReleaseTable releases={detail.releases} />
        )}
      </Flex>
    </Section>
  );
}
