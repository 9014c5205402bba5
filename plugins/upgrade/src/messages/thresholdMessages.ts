/** Texts about failure thresholds, on the Component's card and in the wizard. */
export const thresholdMessages = {
  title: 'Upgrade safety',
  what: 'the failure threshold',
  rule: {
    rollback_count_one:
      'Roll back when more than {{count}} instance fails for {{duration}}.',
    rollback_count_other:
      'Roll back when more than {{count}} instances fail for {{duration}}.',
    rollback_none: 'Roll back when any instance fails for {{duration}}.',
    rollback_percent:
      'Roll back when more than {{value}} % of the instances fail for {{duration}}.',
    pause_count_one:
      'Pause when more than {{count}} instance fails for {{duration}}.',
    pause_count_other:
      'Pause when more than {{count}} instances fail for {{duration}}.',
    pause_none: 'Pause when any instance fails for {{duration}}.',
    pause_percent:
      'Pause when more than {{value}} % of the instances fail for {{duration}}.',
    warn_count_one:
      'Warn when more than {{count}} instance fails for {{duration}}.',
    warn_count_other:
      'Warn when more than {{count}} instances fail for {{duration}}.',
    warn_none: 'Warn when any instance fails for {{duration}}.',
    warn_percent:
      'Warn when more than {{value}} % of the instances fail for {{duration}}.',
  },
  source: {
    upgrade: 'this upgrade',
    stored: 'set in the portal',
    'component-annotation': 'annotation of the component',
    'workload-annotation': 'annotation of the workload',
    'platform-default': 'default of the platform',
  },
  sourceOf: '{{source}} ({{name}})',
  effective: 'In force',
  from: 'Comes from',
  savedBy: 'set by {{who}}, {{time}}',
  overruled: 'Overruled: {{rule}} ({{source}})',
  alsoSays: 'Also says so: {{source}}',
  runsOn: 'Runs on',
  caption: 'Where it runs',
  cluster: 'Cluster',
  workload: 'Workload',
  instances: 'Instances',
  instancesText: '{{ready}} of {{desired}} ready, {{failing}} failing',
  allowed: 'Failures allowed',
  used: '{{allowed}} allowed, {{failing}} now',
  noneAllowed: 'No failures allowed; none now',
  noneAllowedNow_one: 'No failures allowed; {{count}} now',
  noneAllowedNow_other: 'No failures allowed; {{count}} now',
  unknownInstances: 'not known: {{reason}}',
  duringUpgrade: 'An upgrade touches it now',
  neverTriggers_one:
    'This can never trigger: {{application}} has {{count}} instance.',
  neverTriggers_other:
    'This can never trigger: {{application}} has {{count}} instances.',
  neverTriggersMeant: 'It is meant never to act',
  notDeployed: 'No known cluster runs it.',
  edit: 'Edit',
  remove: 'Use the inherited one',
  maxFailures: 'Failing instances allowed',
  unit: 'Counted in',
  count: 'instances',
  percent: '% of the instances',
  mustLast: 'Must last (seconds)',
  action: 'Then',
  rollback: 'Roll back',
  pause: 'Pause',
  warn: 'Warn',
  save: 'Save',
  dialogTitle: 'Change the failure threshold',
  preview: 'It will say: {{rule}}',
} as const;
