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
  clusterMixed: '{{title}} (now mixed versions)',
  clusterUnknown: '{{title}} (its version is not known)',
  blocked: '{{version}}: {{reason}}',
  versionFirst:
    'Choose a cluster and a version; then it says here what would happen.',
  planning: 'Making the plan and checking it; this changes nothing…',
  effect:
    'From {{from}} to {{to}}: {{steps}} steps, {{changes}} objects change.',
  verified: 'Verification: {{findings}}.',
  typeNameHelp: 'Without it the upgrade is not started.',
} as const;
