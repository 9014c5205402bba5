/** What a README tells its reader to do, in the order in which it says so. */
export type ReadmeStep =
  /** `yarn --cwd <workspace> add <packages>` */
  | { kind: 'add'; workspace: string; packages: string[] }
  /** A block whose first line is a comment with the path of a file. */
  | { kind: 'text'; path: string; text: string }
  /** A block that begins with `--- <path>`, see `applyDiff`. */
  | { kind: 'diff'; path: string; text: string };

const BLOCK = /^```(\w+)\n([\s\S]*?)\n```$/gm;
const ADD = /^yarn --cwd (\S+) add (.+)$/;
const NAMED = /^(?:\/\/|#) ([\w./-]+\.(?:tsx?|yaml))\n/;
const DIFF = /^--- (\S+)\n/;

/**
 * Reads the steps from a README, so that what is tested is what people are told. Blocks that name no
 * file only show something and are no steps.
 */
export function readReadmeSteps(markdown: string): ReadmeStep[] {
  return [...markdown.matchAll(BLOCK)].flatMap(([, language, block]) =>
    language === 'sh' ? commandsOf(block) : fileStepOf(language, block),
  );
}

function commandsOf(block: string): ReadmeStep[] {
  return block
    .split('\n')
    .map(line => ADD.exec(line))
    .filter(found => found !== null)
    .map(([, workspace, packages]) => ({
      kind: 'add',
      workspace,
      packages: packages.trim().split(/\s+/),
    }));
}

function fileStepOf(language: string, block: string): ReadmeStep[] {
  const isDiff = language === 'diff';
  const [line, path] = (isDiff ? DIFF : NAMED).exec(block) ?? [];
  if (!line || !path) {
    return [];
  }
  return [
    { kind: isDiff ? 'diff' : 'text', path, text: block.slice(line.length) },
  ];
}
