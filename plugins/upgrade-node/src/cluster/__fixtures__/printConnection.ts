/**
 * Prints the connection of a kubeconfig, or why there is none: `{text, context}` as JSON comes as the
 * first argument. Jest can't import the Kubernetes client, which is ESM only; Node can.
 */
import { connectionFromKubeconfig } from '../kubeconfig';

connectionFromKubeconfig(JSON.parse(process.argv[2])).then(
  connection => {
    process.stdout.write(JSON.stringify(connection));
  },
  error => {
    process.stderr.write(error.message);
    process.exitCode = 1;
  },
);
