import { ContractScope } from './ContractScope';

/** Numbers in a status; the API leaves some of them out when they are zero. */
export type Counts = Record<string, number>;

/**
 * Waits until the controller has seen the newest specification and counts as expected; gives the
 * object as it was then.
 */
export function statusBecomes(
  scope: ContractScope,
  path: string,
  expected: Counts,
): Promise<any> {
  return scope.eventually(async () => {
    const { body } = await scope.api.get(path);
    const status = body.status ?? {};
    const counts = Object.fromEntries(
      Object.keys(expected).map(name => [name, status[name] ?? 0]),
    );
    expect({
      observedGeneration: status.observedGeneration,
      ...counts,
    }).toEqual({ observedGeneration: body.metadata.generation, ...expected });
    return body;
  });
}
