// A plugin of Stryker's. Sentences for people need no test of each word, so their texts are not mutated. Names,
// codes and whatever else the code compares are single words, and stay.
const SENTENCE = /\S\s+\S/;
const REASON = 'a sentence for people';

function isSimple({ type, object, computed }) {
  return (
    type === 'Identifier' ||
    (type === 'MemberExpression' && !computed && isSimple(object))
  );
}

/** What is computed inside of a template is no wording: such a template is left to be mutated. */
function isSentence({ type, value, quasis, expressions }) {
  return type === 'StringLiteral'
    ? SENTENCE.test(value)
    : type === 'TemplateLiteral' &&
        expressions.every(isSimple) &&
        SENTENCE.test(quasis.map(({ value: text }) => text.cooked).join('x'));
}

export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'sentences',
    value: {
      shouldIgnore: path => (isSentence(path.node) ? REASON : undefined),
    },
  },
];
