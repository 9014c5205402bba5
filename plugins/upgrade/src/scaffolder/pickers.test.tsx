import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { UpgradeApi } from '@cluster-upgrade/plugin-upgrade-common';
import { ComponentProps } from 'react';
import { clusterDetail, overview } from '../testFixtures/cluster';
import { CLUSTER_REF } from '../testFixtures/plan';
import { renderScreen } from '../testFixtures/renderScreen';
import { ClusterPicker } from './ClusterPicker';
import { VersionPicker } from './VersionPicker';

type Field = ComponentProps<typeof ClusterPicker> &
  ComponentProps<typeof VersionPicker>;

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

describe('VersionPicker', () => {
  it('asks for the cluster first', () => {
    renderScreen(<VersionPicker {...props({})} />, answers);
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
      screen.getByText(/5\.0\.0 can not be chosen: Go to 4\.3\.0 first/),
    ).toBeInTheDocument();
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
