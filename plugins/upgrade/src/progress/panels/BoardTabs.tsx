import { Card, CardBody, Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import { ReactNode } from 'react';
import { useSearchParams } from 'react-router-dom';
import { PlanDiffTable } from '../../parts/diff/PlanDiffTable';
import { Text, useText } from '../../parts/useText';
import { ActionContext } from '../actions/ActionBar';
import { RunActions } from '../actions/runActions';
import { kindOfTargets } from '../model/kindOfTargets';
import { TargetView } from '../model/targetViews';
import { TargetBoard } from '../targets/TargetBoard';
import { TargetDrawer } from '../targets/TargetDrawer';
import { PhaseTable } from './PhaseTable';

/** Targets, components, phases and what changes; tab and target are in the address. */
export function BoardTabs({
  context,
  actions,
  components,
}: {
  context: ActionContext;
  actions: RunActions;
  components: readonly TargetView[];
}) {
  const t = useText();
  const [params, set] = useParams();
  const opened = params.get('node');
  const { targets } = context;
  const tabs = tabsOf(context, components, id => set('node', id), t);
  const asked = params.get('tab');
  const selected = tabs.find(({ id }) => id === asked) ?? tabs[0];
  return (
    <Card id="upgrade-board" tabIndex={-1}>
      <CardBody>
        <Tabs
          selectedKey={selected.id}
          onSelectionChange={key => set('tab', String(key))}
        >
          <TabList aria-label={t('progress.board.tabs')}>
            {tabs.map(({ id, title, count }) => (
              <Tab key={id} id={id}>
                {count === undefined ? title : `${title} (${count})`}
              </Tab>
            ))}
          </TabList>
          {tabs.map(({ id, content }) => (
            <TabPanel key={id} id={id}>
              {content}
            </TabPanel>
          ))}
        </Tabs>
        <TargetDrawer
          target={[...targets, ...components].find(({ id }) => id === opened)}
          context={context}
          actions={actions}
          onClose={() => set('node', undefined)}
        />
      </CardBody>
    </Card>
  );
}

function tabsOf(
  { plans, state, targets, calledMs }: ActionContext,
  components: readonly TargetView[],
  onOpen: (id: string) => void,
  t: Text,
): BoardTab[] {
  const changes = plans.upgrade?.changes ?? [];
  return [
    // A plan that upgrades nothing with a name has no tiles: its components come first.
    ...(targets.length > 0 || components.length === 0
      ? [
          {
            id: 'nodes',
            title: targetsTitle(targets, t),
            count: targets.length,
            content: (
              <TargetBoard
                targets={targets}
                label={targetsTitle(targets, t)}
                emptyText={t('progress.board.empty')}
                onOpen={onOpen}
              />
            ),
          },
        ]
      : []),
    {
      id: 'components',
      title: t('progress.board.components'),
      count: components.length,
      content: (
        <TargetBoard
          targets={components}
          label={t('progress.board.components')}
          emptyText={t('progress.board.noComponents')}
          onOpen={onOpen}
        />
      ),
    },
    {
      id: 'phases',
      title: t('progress.rail.title'),
      content: <PhaseTable plans={plans} state={state} calledMs={calledMs} />,
    },
    {
      id: 'changes',
      title: t('progress.board.changes'),
      count: changes.length,
      content: <PlanDiffTable changes={changes} />,
    },
  ];
}

interface BoardTab {
  id: string;
  title: string;
  count?: number;
  content: ReactNode;
}

function targetsTitle(targets: readonly TargetView[], t: Text): string {
  const kind = kindOfTargets(targets);
  switch (kind) {
    case undefined:
      return t('progress.board.parts');
    case 'node':
      return t('progress.board.nodes');
    default:
      return t('progress.board.kind', {
        kind: kind.charAt(0).toUpperCase() + kind.slice(1),
      });
  }
}

/** Tab and target stand in the address, so that what is looked at can be sent to somebody. */
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
