import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { UpgradeApi } from '@cluster-upgrade/plugin-upgrade-common';
import { ComponentProps } from 'react';
import { clusterDetail, overview } from '../testFixtures/cluster';
import { CLUSTER_REF } from '../testFixtures/plan';
import { planView } from '../testFixtures/planView';
import { renderScreen } from '../testFixtures/renderScreen';
import { ClusterPicker } from './ClusterPicker';
import { PlanPreview } from './PlanPreview';
import { VersionPicker } from './VersionPicker';

type Field = ComponentProps<typeof ClusterPicker> &
  ComponentProps<typeof VersionPicker> &
  ComponentProps<typeof PlanPreview>;

const props = (given: Partial<Field>) =>
  ({
    schema: {},
    uiSchema: {},
    formContext: { formData: {} },
    onChange: jest.fn(),
    ...given,
  }) as unknown as Field;

const answers: Partial<UpgradeApi> = {
  listClusters: async () => ({
    clusters: [
      overview(),
      overview({
        clusterRef: 'resource:default/store',
        title: 'store',
        platform: 'weka',
      }),
    ],
    hidden: 0,
    serverTimeMs: 0,
  }),
  getCluster: async () => clusterDetail(),
};

describe('ClusterPicker', () => {
  it('offers the clusters of the platform that the template names, and chooses none by itself', async () => {
    const field = props({ uiSchema: { 'ui:options': { platform: 'weka' } } });
    renderScreen(<ClusterPicker {...field} />, answers);
    await userEvent.click(
      await screen.findByRole('button', { name: /Cluster/ }),
    );
    expect(screen.getAllByRole('option')).toHaveLength(1);
    expect(field.onChange).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('option', { name: /store/ }));
    expect(field.onChange).toHaveBeenCalledWith('resource:default/store');
  });
});

describe('a field that has to be filled', () => {
  it('is marked, and leaves it to the form to say that it is empty', async () => {
    const field = props({
      required: true,
      rawErrors: ["must have required property 'Cluster'"],
    });
    renderScreen(<ClusterPicker {...field} />, answers);
    await screen.findByRole('button', { name: /Cluster/ });
    expect(screen.getByText(/Required/)).toBeVisible();
    expect(screen.queryByText(/must have required/)).toBeNull();
  });
});

describe('ClusterPicker, of a cluster without one version', () => {
  const [left, right] = [
    { version: '4.1.0', parts: ['a'] },
    { version: '4.2.0', parts: ['b'] },
  ];

  it.each([
    ['half upgraded', [left, right], 'prod-eu (now mixed versions)'],
    ['not reachable', [], 'prod-eu (its version is not known)'],
  ])('says of one that is %s what is known', async (_, versions, option) => {
    renderScreen(<ClusterPicker {...props({})} />, {
      listClusters: async () => ({
        clusters: [overview({ version: undefined, versions })],
        hidden: 0,
        serverTimeMs: 0,
      }),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: /Cluster/ }),
    );
    expect(screen.getByRole('option')).toHaveTextContent(option);
  });
});

describe('VersionPicker', () => {
  it('asks for the cluster first', () => {
    renderScreen(
      <VersionPicker {...props({ schema: { title: 'To version' } })} />,
      answers,
    );
    expect(screen.getByText('To version')).toBeVisible();
    expect(screen.getByText('Choose a cluster first.')).toBeVisible();
  });

  it('offers what the cluster can go to, and names the rest with the reason', async () => {
    const field = props({
      formContext: { formData: { cluster: CLUSTER_REF } },
    });
    renderScreen(<VersionPicker {...field} />, answers);
    await userEvent.click(
      await screen.findByRole('button', { name: /Version/ }),
    );
    expect(
      screen.getAllByRole('option').map(option => option.textContent),
    ).toEqual(['4.2.0 (recommended)', '4.3.0']);
    expect(
      screen.getByText(/^5\.0\.0: Go to 4\.3\.0 first/),
    ).toBeInTheDocument();
  });

  it('says of a version that was begun that choosing it finishes it', async () => {
    const { releases } = clusterDetail();
    const field = props({
      formContext: { formData: { cluster: CLUSTER_REF } },
    });
    renderScreen(<VersionPicker {...field} />, {
      getCluster: async () =>
        clusterDetail({
          releases: [{ ...releases[0], isFinish: true }, ...releases.slice(1)],
        }),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: /Version/ }),
    );
    expect(
      screen.getAllByRole('option').map(option => option.textContent),
    ).toEqual(['Finish to 4.2.0 (recommended)', '4.3.0']);
  });

  it('forgets a version that another cluster does not have', async () => {
    const field = props({
      formData: '9.9.9',
      formContext: { formData: { cluster: CLUSTER_REF } },
    });
    renderScreen(<VersionPicker {...field} />, answers);
    await screen.findByRole('button', { name: /Version/ });
    expect(field.onChange).toHaveBeenCalledWith(undefined);
  });
});

describe('PlanPreview', () => {
  const chosen = { formData: { cluster: CLUSTER_REF, version: '4.2.0' } };

  it('shows what would happen, and asks for nothing where it can be taken back', async () => {
    const createPlan = jest.fn(async () => planView());
    renderScreen(<PlanPreview {...props({ formContext: chosen })} />, {
      createPlan,
    });
    expect(
      await screen.findByText(/^From 4\.1\.0 to 4\.2\.0: \d+ steps, /),
    ).toBeVisible();
    expect(screen.getByText('Verification: 1 passed.')).toBeVisible();
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(createPlan).toHaveBeenCalledWith(
      CLUSTER_REF,
      { toVersion: '4.2.0' },
      expect.anything(),
    );
  });

  it("names what can't be taken back, and has the cluster's name typed", async () => {
    const view = planView();
    const [step, ...rest] = view.plan.steps;
    const field = props({ formContext: chosen });
    renderScreen(<PlanPreview {...field} />, {
      createPlan: async () => ({
        ...view,
        plan: {
          ...view.plan,
          steps: [{ ...step, reversibility: 'forward-only' }, ...rest],
        },
      }),
    });
    expect(
      await screen.findByText('These steps can not be taken back:'),
    ).toBeVisible();
    expect(screen.getByText(step.title)).toBeVisible();
    fireEvent.change(
      screen.getByRole('textbox', { name: 'Type prod-eu to confirm' }),
      { target: { value: 'prod-eu' } },
    );
    expect(field.onChange).toHaveBeenCalledWith('prod-eu');
  });
});
