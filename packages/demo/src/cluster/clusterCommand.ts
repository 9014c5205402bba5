import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  runCluster,
  RunClusterOptions,
  RunningCluster,
} from '@cluster-upgrade/cluster-simulator';
import { platformNamed, platforms } from '@cluster-upgrade/platforms';

const USAGE = `Usage: ./dev cluster [options]

Starts a cluster with nodes, a platform and applications on it, and nothing else, until Ctrl-C.

  --platform NAME    what runs on it: ${Object.keys(platforms).join(' or ')} (default omnicloud)
  --real             upstream's own control plane instead of the embedded one (needs Go)
  --port N           port of the API server (default: a free one)
  --kubeconfig FILE  where to write the kubeconfig (default: ./cluster.kubeconfig); removed at the end
  --speed N          how many times faster than life pods start and stop (default 1)
  --nodes N          number of machines (default: the seed's own 6)
  --seed FOLDER      begin with the manifests of this folder instead of the platform's own
  --fault NAME       an application fails once an upgrade reaches its machine: crash-loop, image-pull,
                     failing-probe, slow-start, stuck-termination
  --help
`;

const say = (text: string) => process.stderr.write(`${text}\n`);

interface ClusterOptions extends Omit<RunClusterOptions, 'platform'> {
  platform: string;
  kubeconfigFile: string;
  fault?: string;
}

/**
 * `./dev cluster`: only a cluster.
 *
 * @param folder - where files are that the options name; absent: the folder it was called from
 * @returns the exit code: 0 after Ctrl-C, 1 when the cluster could not start or ended, 2 when the
 * options were not understood
 */
export async function run(
  args: string[],
  folder: string = process.env.DEV_CALLED_FROM ?? process.cwd(),
): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(USAGE);
    return 0;
  }
  let options: ClusterOptions;
  try {
    options = readOptions(args, folder);
  } catch (error) {
    say(`${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  const interruption = new AbortController();
  const interrupted = untilInterrupted().then(() => interruption.abort());
  let cluster: RunningCluster;
  try {
    cluster = await runCluster({
      ...options,
      platform: platformNamed(options.platform).simulated,
      signal: interruption.signal,
    });
  } catch (error) {
    if (interruption.signal.aborted) {
      return 0;
    }
    say((error as Error).message);
    return 1;
  }
  try {
    if (options.fault) {
      await cluster.breakApplication(options.fault);
    }
    say(nextSteps(cluster.url, options.kubeconfigFile));
    await Promise.race([interrupted, cluster.failed]);
    return 0;
  } catch (error) {
    say((error as Error).message);
    return 1;
  } finally {
    say('Stopping ...');
    await cluster.stop();
    await rm(options.kubeconfigFile, { force: true });
  }
}

/** @throws when an option is not understood, naming it */
function readOptions(args: string[], folder: string): ClusterOptions {
  const { values } = parseArgs({
    args,
    options: {
      platform: { type: 'string', default: 'omnicloud' },
      real: { type: 'boolean', default: false },
      port: { type: 'string' },
      kubeconfig: { type: 'string', default: 'cluster.kubeconfig' },
      speed: { type: 'string', default: '1' },
      nodes: { type: 'string' },
      seed: { type: 'string' },
      fault: { type: 'string' },
    },
  });
  return {
    target: values.real ? 'real' : 'embedded',
    platform: values.platform,
    port: readNumber('port', values.port, 1, 65_535),
    // In full, so that the lines to copy work in any folder.
    kubeconfigFile: resolve(folder, values.kubeconfig),
    speed: readNumber('speed', values.speed, 0.01, 1_000),
    nodes: readNumber('nodes', values.nodes, 1, 5_000),
    seedFolder: values.seed && resolve(folder, values.seed),
    fault: values.fault,
    onProgress: say,
  };
}

function readNumber(
  name: string,
  text: string | undefined,
  min: number,
  max: number,
): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  const number = Number(text);
  if (!(number >= min && number <= max)) {
    throw new Error(
      `--${name} takes a number from ${min} to ${max}, not "${text}"`,
    );
  }
  return number;
}

function untilInterrupted(): Promise<void> {
  return new Promise(done => {
    process.once('SIGINT', () => done());
    process.once('SIGTERM', () => done());
  });
}

function nextSteps(url: string, kubeconfigFile: string): string {
  return `
The cluster is ready at ${url}

  kubectl --kubeconfig ${kubeconfigFile} get nodes
  kubectl --kubeconfig ${kubeconfigFile} get pods -A
  kubectl --kubeconfig ${kubeconfigFile} get poddisruptionbudgets -A

Ctrl-C ends it.`;
}
