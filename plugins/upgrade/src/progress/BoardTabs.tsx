import { Card, CardBody, Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import {
  PlanChange,
  PlanOutline,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { useSearchParams } from 'react-router-dom';
import { PlanDiffTable } from '../parts/diff/PlanDiffTable';
import { useText } from '../parts/useText';
import { NodeView } from './model/nodeViews';
import { NodeBoard } from './nodes/NodeBoard';
import { NodeDrawer } from './nodes/NodeDrawer';

/** Nodes, components and what changes; which tab and which node is in the address. */
export function BoardTabs({
  plan,
  changes,
  state,
  nodes,
  components,
}: {
  plan: PlanOutline | undefined;
  changes: readonly PlanChange[];
  state: UpgradeState;
  nodes: readonly NodeView[];
  components: readonly NodeView[];
}) {
  const t = useText();
  const [params, set] = useParams();
  const opened = params.get('node');
  const tab = params.get('tab') ?? 'nodes';
  const countOf = (title: string, count: number) => `${title} (${count})`;
  return (
    <Card id="upgrade-board">
      <CardBody>
        <Tabs
          selectedKey={tab}
          onSelectionChange={key => set('tab', String(key))}
        >
          <TabList aria-label={t('progress.board.tabs')}>
            <Tab id="nodes">
              {countOf(t('progress.board.nodes'), nodes.length)}
            </Tab>
            <Tab id="components">
              {countOf(t('progress.board.components'), components.length)}
            </Tab>
            <Tab id="changes">
              {countOf(t('progress.board.changes'), changes.length)}
            </Tab>
          </TabList>
          <TabPanel id="nodes">
            <NodeBoard
              nodes={nodes}
              label={t('progress.board.nodes')}
              emptyText={t('progress.board.empty')}
              onOpen={id => set('node', id)}
            />
          </TabPanel>
          <TabPanel id="components">
            <NodeBoard
              nodes={components}
              label={t('progress.board.components')}
              emptyText={t('progress.board.noComponents')}
              onOpen={id => set('node', id)}
            />
          </TabPanel>
          <TabPanel id="changes">
            <PlanDiffTable changes={changes} />
          </TabPanel>
        </Tabs>
        {plan && (
          <NodeDrawer
            node={[...nodes, ...components].find(({ id }) => id === opened)}
            plan={plan}
            state={state}
            onClose={() => set('node', undefined)}
          />
        )}
      </CardBody>
    </Card>
  );
}

/** Tab and node stand in the address, so that what is looked at can be sent to somebody. */
function useParams(): [
  URLSearchParams,
  (name: string, value: string | undefined) => void,
] {
  const [params, setParams] = useSearchParams();
  const set = (name: string, value: string | undefined) =>
    setParams(
      before => {
        const next = new URLSearchParams(before);
        if (value === undefined) {
          next.delete(name);
        } else {
          next.set(name, value);
        }
        return next;
      },
      { replace: true },
    );
  return [params, set];
}
