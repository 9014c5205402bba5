const GAP = '...';

/**
 * Applies the diff of a README: lines that begin with `+`, `-` or a space, in the order of the file.
 * `...` stands for lines that are left out. Within a part the lines follow one another; each part is
 * looked for after the one before.
 *
 * @param text - the file as it is
 * @param diff - without the line that names the file
 * @throws Error that quotes the part that the file doesn't have
 */
export function applyDiff(text: string, diff: string): string {
  const lines = text.split('\n');
  let from = 0;
  for (const part of partsOf(diff)) {
    const before = part.filter(line => !line.startsWith('+')).map(unmarked);
    const after = part.filter(line => !line.startsWith('-')).map(unmarked);
    const at = indexOf(lines, before, from);
    if (at < 0) {
      throw new Error(
        `The file does not have, in this order:\n${before.join('\n')}`,
      );
    }
    lines.splice(at, before.length, ...after);
    from = at + after.length;
  }
  return lines.join('\n');
}

function partsOf(diff: string): string[][] {
  const parts: string[][] = [[]];
  for (const line of diff.split('\n')) {
    if (line === GAP) {
      parts.push([]);
    } else {
      parts.at(-1)!.push(line);
    }
  }
  return parts.filter(part => part.length);
}

/** An empty line of a diff may have lost the space that marks it. */
function unmarked(line: string): string {
  return line.slice(1);
}

function indexOf(lines: string[], wanted: string[], from: number): number {
  for (let at = from; at + wanted.length <= lines.length; at++) {
    if (wanted.every((line, offset) => lines[at + offset] === line)) {
      return at;
    }
  }
  return -1;
}
