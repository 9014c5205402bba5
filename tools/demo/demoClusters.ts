/** The demo's cluster of each platform: its name in the configuration, and its entity (examples/). */
export const demoClusters: Record<
  string,
  { title: string; name: string; ref: string }
> = {
  omnicloud: {
    title: 'OmniCloud',
    name: 'omni-prod',
    ref: 'resource:default/omni-prod',
  },
  weka: { title: 'Weka', name: 'weka-prod', ref: 'resource:default/weka-prod' },
};
