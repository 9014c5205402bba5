/**
 * What stands where a value is withheld.
 *
 * @public
 */
export const WITHHELD = '(not shown)';

const WORDS = [
  '(?:pg)?pass(?:word|wd|phrase)?',
  'pwd',
  'secret',
  'token',
  'credentials?',
  'api[-_.]?key',
  'access[-_.]?key',
  'account[-_.]?key',
  'private[-_.]?key',
  'signing[-_.]?key',
  'encryption[-_.]?key',
  'auth(?:orization)?',
  'cookie',
  'dsn',
  'conn(?:ection)?[-_.]?str(?:ing)?',
  'salt',
].join('|');

/** A word of a name: `DB_PASSWORD`, `registry-token`, `apiKey`, `clientSecret`, but not `compass`. */
const NAME = new RegExp(`(?:^|[^a-z])(?:${WORDS})s?(?![a-z])`, 'i');

/** `password=…`, `--registry-token …`, `"apiKey": "…"`. */
const ASSIGNED = new RegExp(
  `((?:^|[^a-z0-9])[\\w.-]{0,60}?(?:${WORDS})["']?\\s{0,3}(?:=|:\\s?)\\s{0,3})("[^"]*"|'[^']*'|[^\\s,;&"']+)`,
  'gi',
);
/** The same without a colon after a bare word, which in our sentences follows the name of an object. */
const ASSIGNED_IN_SENTENCE = new RegExp(
  `((?:^|[^a-z0-9])[\\w.-]{0,60}?(?:${WORDS})(?:["']?\\s{0,3}=\\s{0,3}|["']\\s{0,3}:\\s{0,3}))("[^"]*"|'[^']*'|[^\\s,;&"']+)`,
  'gi',
);
const FLAG = new RegExp(
  `(--?[\\w.-]{0,60}?(?:${WORDS})\\s+)("[^"]*"|'[^']*'|[^\\s"'-][^\\s"']*)`,
  'gi',
);

/** Shapes that are credentials wherever they stand. */
const SHAPES: ReadonlyArray<[RegExp, string]> = [
  // User and password in an address.
  [/([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/@"']+@/gi, `$1${WITHHELD}@`],
  [/\b(Bearer|Basic)\s+[\w.~+/-]+=*/gi, `$1 ${WITHHELD}`],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, WITHHELD],
  [
    /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
    WITHHELD,
  ],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, WITHHELD],
  [/\b(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-)[\w-]{10,}/g, WITHHELD],
];

/** An API that refuses a value repeats it, after the field that it was for. */
const REFUSED_VALUE =
  /((?:env|args|command|data|stringData|annotations)[[.][^\s:]*: (?:Invalid|Unsupported|Duplicate) value: )(?:"(?:[^"\\]|\\.)*"|\S+)/g;

/**
 * Whether what goes by this name is a credential: a variable, a key of a ConfigMap, a flag.
 *
 * @public
 */
export function isCredentialName(name: string): boolean {
  // A word begins where capitals begin too.
  return NAME.test(name.replace(/([a-z0-9])([A-Z])/g, '$1_$2'));
}

/**
 * A text without what looks like a credential in it, by the name before it or by its shape.
 *
 * @public
 */
export function withoutCredentials(text: string): string {
  return withoutShapes(text)
    .replace(ASSIGNED, `$1${WITHHELD}`)
    .replace(FLAG, `$1${WITHHELD}`);
}

/**
 * The same for a sentence about objects, where "Deployment shop/auth: 2 of 3 ready" is no credential.
 *
 * @public
 */
export function withoutCredentialsInSentence(text: string): string {
  return withoutShapes(text)
    .replace(ASSIGNED_IN_SENTENCE, `$1${WITHHELD}`)
    .replace(FLAG, `$1${WITHHELD}`);
}

function withoutShapes(text: string): string {
  return SHAPES.reduce(
    (shown, [shape, instead]) => shown.replace(shape, instead),
    text,
  );
}

/**
 * What a cluster's API said, without the values that it refused and without credentials.
 *
 * @public
 */
export function withoutValues(text: string): string {
  return withoutCredentials(text.replace(REFUSED_VALUE, `$1${WITHHELD}`));
}
