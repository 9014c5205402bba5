import { runCommand } from './command/runCommand';

runCommand(process.argv.slice(2)).then(
  code => {
    process.exitCode = code;
  },
  error => {
    process.stderr.write(`dev: ${error?.message ?? error}\n`);
    process.exitCode = 1;
  },
);
