import { copyFile, rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { startControlPlane } from './startControlPlane';

const usage = `Starts upstream's etcd and Kubernetes control plane and waits for Ctrl-C.

  --kubeconfig FILE  write the administrator's kubeconfig there, remove it at the end
  --port PORT        port of the API server (default: a free one)
  --data-dir FOLDER  keep the cluster's data there (default: temporary)
  --help
`;

function readArguments() {
  return parseArgs({
    options: {
      kubeconfig: { type: 'string' },
      port: { type: 'string' },
      'data-dir': { type: 'string' },
      help: { type: 'boolean' },
    },
  }).values;
}

function readPort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(`--port ${text} is not a port; give a number up to 65535`);
  }
  return port;
}

function interrupted(): Promise<undefined> {
  return new Promise(resolve => {
    process.once('SIGINT', () => resolve(undefined));
    process.once('SIGTERM', () => resolve(undefined));
  });
}

async function main(): Promise<void> {
  const values = readArguments();
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const controlPlane = await startControlPlane({
    port: readPort(values.port),
    dataDir: values['data-dir'],
    log: message => process.stderr.write(`${message}\n`),
  });
  try {
    const end = interrupted();
    if (values.kubeconfig) {
      await copyFile(controlPlane.kubeconfigPath, values.kubeconfig);
    }
    process.stderr.write(`Ready at ${controlPlane.url}\n`);
    process.stdout.write(
      `${values.kubeconfig ?? controlPlane.kubeconfigPath}\n`,
    );
    const failure = await Promise.race([end, controlPlane.failed]);
    if (failure) throw failure;
  } finally {
    await controlPlane.stop();
    if (values.kubeconfig) await rm(values.kubeconfig, { force: true });
  }
}

main().catch(error => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
