import { runClusterCli } from '@cluster-upgrade/cluster-simulator';

/** `./dev cluster`: only a cluster; the simulator explains its own options. */
export async function run(args: string[]): Promise<number> {
  return runClusterCli(args, process.env.DEV_CALLED_FROM);
}
