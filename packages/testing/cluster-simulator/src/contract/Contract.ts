import { ContractCluster, ContractScope } from './ContractScope';

// Real controllers may take a while on a busy machine; a case ends as soon as it is satisfied.
const caseLimitMs = 90_000;

/**
 * What a Kubernetes API promises in one respect: cases by the promise they check. A case rejects
 * when the promise is not kept.
 *
 * @public
 */
export interface Contract {
  title: string;
  cases: Record<string, (scope: ContractScope) => Promise<void>>;
}

/**
 * Runs one case on a cluster, in a namespace of its own.
 *
 * @public
 */
export async function runContractCase(
  contract: Contract,
  title: string,
  cluster: ContractCluster,
): Promise<void> {
  const scope = await ContractScope.open(cluster);
  try {
    await contract.cases[title](scope);
  } finally {
    await scope.close();
  }
}

/**
 * Defines a test for each case.
 *
 * @public
 */
export function describeContract(
  contract: Contract,
  getCluster: () => ContractCluster,
): void {
  describe(contract.title, () => {
    for (const title of Object.keys(contract.cases)) {
      it(
        title,
        () => runContractCase(contract, title, getCluster()),
        caseLimitMs,
      );
    }
  });
}
