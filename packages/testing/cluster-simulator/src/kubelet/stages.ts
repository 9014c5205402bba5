import { LifecycleStage } from './LifecycleStage';

const pullFailedEvents: LifecycleStage['events'] = [
  {
    type: 'Warning',
    reason: 'Failed',
    message:
      'Failed to pull image "{image}": rpc error: code = NotFound desc = failed to pull and unpack image "{image}": not found',
  },
  { type: 'Warning', reason: 'Failed', message: 'Error: ErrImagePull' },
];

const probeFailedEvents: LifecycleStage['events'] = [
  {
    type: 'Warning',
    reason: 'Unhealthy',
    message: 'Readiness probe failed: HTTP probe failed with statuscode: 503',
  },
];

/**
 * The moves of pods that a fault hits. They come first: where one applies, the healthy move is not
 * made.
 */
const faultStages: readonly LifecycleStage[] = [
  {
    name: 'stay while the node is lost',
    from: [
      'bound',
      'creating',
      'pullFailed',
      'pullBackOff',
      'started',
      'ready',
      'exited',
      'crashBackOff',
      'stopping',
      'stopped',
    ],
    fault: 'node-lost',
    delay: 'none',
    to: 'held',
  },
  {
    name: 'ignore the termination signal',
    from: ['stopping', 'stopped'],
    fault: 'stuck-termination',
    delay: 'none',
    to: 'held',
  },
  {
    name: 'fail to pull',
    from: ['creating'],
    fault: 'bad-image',
    delay: 'pullFailure',
    to: 'pullFailed',
    events: pullFailedEvents,
  },
  {
    name: 'fail to pull again',
    from: ['pullBackOff'],
    fault: 'bad-image',
    delay: 'pullBackOff',
    to: 'pullFailed',
    events: pullFailedEvents,
  },
  {
    name: 'crash',
    from: ['started', 'ready'],
    fault: 'crash-loop',
    delay: 'crash',
    to: 'exited',
    log: [
      'ERROR unhandled failure while starting {image}',
      'ERROR   caused by: the platform answered with an unexpected protocol version',
      'FATAL exiting with status 1',
    ],
  },
  {
    name: 'lose readiness',
    from: ['ready'],
    fault: 'failing-probe',
    delay: 'probe',
    to: 'started',
    log: ['ERROR readiness: a dependency does not answer, reporting 503'],
    events: probeFailedEvents,
  },
  {
    name: 'stay unready',
    from: ['started'],
    fault: 'failing-probe',
    delay: 'probe',
    to: 'started',
    events: probeFailedEvents,
  },
  {
    name: 'become ready late',
    from: ['started'],
    fault: 'slow-start',
    delay: 'fault',
    to: 'ready',
  },
];

/** The life of a healthy pod, and its way back to health once a fault is gone. */
const healthyStages: readonly LifecycleStage[] = [
  {
    name: 'accept',
    from: ['bound'],
    delay: 'admission',
    to: 'creating',
  },
  {
    name: 'pull and start',
    from: ['creating'],
    delay: 'start',
    to: 'started',
    log: ['INFO starting {image}'],
    events: [
      {
        type: 'Normal',
        reason: 'Pulled',
        message: 'Successfully pulled image "{image}"',
      },
      {
        type: 'Normal',
        reason: 'Created',
        message: 'Container created: {container}',
      },
      {
        type: 'Normal',
        reason: 'Started',
        message: 'Container started: {container}',
      },
    ],
  },
  {
    name: 'finish the work',
    from: ['ready', 'started'],
    restartPolicies: ['OnFailure', 'Never'],
    delay: 'run',
    to: 'succeeded',
  },
  {
    name: 'become ready',
    from: ['started'],
    delay: 'readiness',
    to: 'ready',
    log: ['INFO ready to serve'],
  },
  {
    name: 'fail for good',
    from: ['exited'],
    restartPolicies: ['Never'],
    delay: 'none',
    to: 'failed',
  },
  {
    name: 'restart at once',
    from: ['exited'],
    maxRestarts: 0,
    delay: 'restart',
    to: 'started',
    events: [
      {
        type: 'Normal',
        reason: 'Started',
        message: 'Container started: {container}',
      },
    ],
  },
  {
    name: 'back off',
    from: ['exited'],
    minRestarts: 1,
    delay: 'restart',
    to: 'crashBackOff',
    events: [
      {
        type: 'Warning',
        reason: 'BackOff',
        message:
          'Back-off restarting failed container {container} in pod {pod}',
      },
    ],
  },
  {
    name: 'restart after backing off',
    from: ['crashBackOff'],
    delay: 'crashBackOff',
    to: 'started',
    events: [
      {
        type: 'Normal',
        reason: 'Started',
        message: 'Container started: {container}',
      },
    ],
  },
  {
    name: 'back off pulling',
    from: ['pullFailed'],
    delay: 'restart',
    to: 'pullBackOff',
    events: [
      {
        type: 'Normal',
        reason: 'BackOff',
        message: 'Back-off pulling image "{image}"',
      },
      { type: 'Warning', reason: 'Failed', message: 'Error: ImagePullBackOff' },
    ],
  },
  {
    name: 'pull after backing off',
    from: ['pullBackOff'],
    delay: 'pullBackOff',
    to: 'creating',
  },
  {
    name: 'stop',
    from: ['stopping'],
    delay: 'stop',
    to: 'stopped',
    log: ['INFO termination signal received, stopping'],
    events: [
      {
        type: 'Normal',
        reason: 'Killing',
        message: 'Stopping container {container}',
      },
    ],
  },
  {
    name: 'go',
    from: ['stopped'],
    delay: 'none',
    to: 'gone',
  },
];

/**
 * All moves; the first that fits a pod is made.
 *
 * @internal
 */
export const stages: readonly LifecycleStage[] = [
  ...faultStages,
  ...healthyStages,
];
