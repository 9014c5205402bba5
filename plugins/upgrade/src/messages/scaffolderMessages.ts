/** Texts of the fields in templates. */
export const scaffolderMessages = {
  cluster: 'Cluster',
  version: 'Version',
  clusters: 'the clusters',
  versions: 'the versions of this cluster',
  loadingClusters: 'Loading clusters…',
  loadingVersions: 'Loading versions…',
  noClusters: 'There is no cluster that you may see.',
  noVersions: 'There is no newer version that can be chosen.',
  clusterFirst: 'Choose a cluster first.',
  clusterOption: '{{title}} (now {{version}})',
  blocked: '{{version}} can not be chosen: {{reason}}',
} as const;
