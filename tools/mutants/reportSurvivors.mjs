// A plugin of Stryker's that tells what no test notices as soon as it is known: in the end takes long.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

const MAX_LENGTH = 90;
const NOTES = {
  Survived: '',
  NoCoverage: ' (no test comes here)',
};

class SurvivorReporter {
  onMutantTested({ status, fileName, location, replacement = '' }) {
    const note = NOTES[status];
    if (note !== undefined) {
      const { line, column } = location.start;
      const original = textAt(readFileSync(fileName, 'utf8'), location);
      process.stdout.write(
        `Not noticed: ${relative('', fileName)}:${line}:${column} ${short(original)} -> ${short(replacement)}${note}\n`,
      );
    }
  }
}

/** Lines and columns count from 1. */
function textAt(source, { start, end }) {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines.push(lines.pop().slice(0, end.column - 1));
  return [lines[0].slice(start.column - 1), ...lines.slice(1)].join(' ');
}

function short(text) {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)}...` : line;
}

export const strykerPlugins = [
  { kind: 'Reporter', name: 'survivors', injectableClass: SurvivorReporter },
];
