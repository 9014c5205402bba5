/**
 * Prints the connections of kubeconfigs, or why there is none: a list of sources as JSON comes as the
 * first argument. Jest can't import the Kubernetes client, which is ESM only; Node can.
 */
import { connectionFromKubeconfig, KubeconfigSource } from '../kubeconfig';

async function main(sources: KubeconfigSource[]): Promise<void> {
  const answers = await Promise.all(
    sources.map(source =>
      connectionFromKubeconfig(source).then(
        connection => ({ connection }),
        error => ({ error: error.message }),
      ),
    ),
  );
  process.stdout.write(JSON.stringify(answers));
}

main(JSON.parse(process.argv[2])).catch(error => {
  process.stderr.write(String(error));
  process.exitCode = 1;
});
