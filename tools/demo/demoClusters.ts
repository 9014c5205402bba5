/** The demo's cluster of each platform: its name in the configuration, and its entity (examples/). */
export const demoClusters: Record<
  string,
  { title: string; entityTitle: string; name: string; ref: string }
> = {
  omnicloud: {
    title: 'OmniCloud',
    entityTitle: 'OmniCloud production',
    name: 'omni-prod',
    ref: 'resource:default/omni-prod',
  },
  weka: {
    title: 'Weka',
    entityTitle: 'Weka production',
    name: 'weka-prod',
    ref: 'resource:default/weka-prod',
  },
};
