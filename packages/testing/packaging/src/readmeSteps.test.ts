import { readReadmeSteps } from './readmeSteps';

function block(language: string, ...lines: string[]): string {
  return ['Some words.', '', `\`\`\`${language}`, ...lines, '```', ''].join(
    '\n',
  );
}

describe('readReadmeSteps', () => {
  it('reads packages to add, files and diffs in their order', () => {
    const readme = [
      block('sh', 'yarn --cwd packages/app add a b', 'kubectl apply'),
      block('yaml', '# app-config.yaml', 'a: 1', 'b: 2'),
      block('ts', '// packages/backend/src/index.ts', 'add();'),
      block('diff', '--- packages/app/src/App.tsx', ' a', '+b'),
    ].join('\n');

    expect(readReadmeSteps(readme)).toEqual([
      { kind: 'add', workspace: 'packages/app', packages: ['a', 'b'] },
      { kind: 'text', path: 'app-config.yaml', text: 'a: 1\nb: 2' },
      { kind: 'text', path: 'packages/backend/src/index.ts', text: 'add();' },
      { kind: 'diff', path: 'packages/app/src/App.tsx', text: ' a\n+b' },
    ]);
  });

  it('leaves out what names no file', () => {
    expect(
      readReadmeSteps(
        block('yaml', 'a: 1') + block('ts', '// what it is', 'add();'),
      ),
    ).toEqual([]);
  });
});
