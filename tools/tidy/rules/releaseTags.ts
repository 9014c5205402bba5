import { Rule } from '../rule';

const TAG = /@(public|alpha|beta|internal)\b/;

/** Every export of a published package says for whom it is, as Backstage does. */
export const releaseTags: Rule = {
  name: 'exported declarations of published packages carry a release tag',
  check: files =>
    files
      .filter(({ path }) =>
        /^plugins\/upgrade-(common|node)\/src\/.*\.tsx?$/.test(path),
      )
      .filter(({ path }) => !/\.(test|contract)\.tsx?$|\/index\.ts$/.test(path))
      .flatMap(({ path, text }) =>
        untagged(text).map(
          name =>
            `${path}: export '${name}' lacks a release tag in its comment`,
        ),
      ),
};

function untagged(text: string): string[] {
  const found: string[] = [];
  const pattern =
    /(\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*)?^export (?:declare |abstract |async )*(?:function\*?|class|interface|type|const|enum) (\w+)/gm;
  for (const match of text.matchAll(pattern)) {
    if (!TAG.test(match[1] ?? '')) {
      found.push(match[2]);
    }
  }
  // Overloads repeat a name; it is enough to say it once.
  return [...new Set(found)];
}
