import { TerminalStepError } from '@cluster-upgrade/plugin-upgrade-node';

/**
 * A connection leads to another API server than the one that an upgrade was started on. Nothing is sent
 * there but the question which one it is, from when that is noticed: at once when the configuration changes, within
 * half a minute when another API server answers at the same address.
 */
export class OtherApiServerError extends TerminalStepError {
  constructor(connectionName: string, expected: string, found: string) {
    super({
      kind: 'error',
      cause: {
        code: 'other-api-server',
        params: { connectionName, expected, found },
        text: `The connection '${connectionName}' leads to another API server than the one that this upgrade was started on: the namespace kube-system has the uid ${found} there, and had ${expected}`,
      },
      remedy: `Nothing more is sent there. Let '${connectionName}' in the portal's kubernetes configuration lead to the first one again, then retry. If that one is gone for good, cancel this upgrade and end it with what is left over.`,
    });
  }
}
