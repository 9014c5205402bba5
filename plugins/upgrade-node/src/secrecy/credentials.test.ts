import {
  isCredentialName,
  withoutCredentials,
  withoutCredentialsInSentence,
  withoutValues,
} from './credentials';

describe('isCredentialName', () => {
  it.each([
    'DB_PASSWORD',
    'agent: REGISTRY_TOKEN',
    'apiKey',
    'API_KEYS',
    'clientSecret',
    'DATABASE_DSN',
    'AWS_SECRET_ACCESS_KEY',
    'redis.auth',
    'PGPASS',
    'ConnectionString',
    'tls.privateKey',
  ])('knows %s', name => expect(isCredentialName(name)).toBe(true));

  it.each([
    'LOG_LEVEL',
    'compass',
    'PASSENGERS',
    'AUTHOR',
    'version',
    'KEYBOARD',
    'tokenizer',
  ])('leaves %s', name => expect(isCredentialName(name)).toBe(false));
});

describe('withoutCredentials', () => {
  it.each([
    ['--registry-token=s3cr3t --v=2', '--registry-token=(not shown) --v=2'],
    ['--registry-token s3cr3t --v=2', '--registry-token (not shown) --v=2'],
    ['postgres://u:s3cr3t@db/shop', 'postgres://(not shown)@db/shop'],
    ['host=db password="s3 cr3t" x=1', 'host=db password=(not shown) x=1'],
    ['{"apiKey": "s3cr3t"}', '{"apiKey": (not shown)}'],
    ['Authorization: Bearer s3cr3t', /^Authorization: .not shown/],
    ['got eyJhbGci.eyJzdWIi.s3cr3t back', 'got (not shown) back'],
    ['key AKIAABCDEFGHIJKLMNOP', 'key (not shown)'],
    [
      '-----BEGIN RSA PRIVATE KEY-----\ns3cr3t\n-----END RSA PRIVATE KEY-----',
      '(not shown)',
    ],
  ])('shows nothing of %s', (text, shown) => {
    const masked = withoutCredentials(text);
    expect(masked).not.toMatch(/s3|cr3t/);
    expect(masked).toMatch(shown);
  });

  it.each([
    'Deployment omni-system/director: 2 of 3 ready',
    'registry.example.com/omni/agent:v1.5.0@sha256:0123456789abcdef',
    'https://example.com/notes?page=2',
    '--log-level=debug --secretless',
    'Waiting for the token bucket to refill',
  ])('leaves %s', text => expect(withoutCredentials(text)).toBe(text));

  it('takes no longer than the text is long', () => {
    const text = 'a-'.repeat(50_000);
    const before = process.cpuUsage().user;
    expect(withoutCredentials(text)).toBe(text);
    expect(process.cpuUsage().user - before).toBeLessThan(5_000_000);
  });
});

describe('withoutCredentialsInSentence', () => {
  it.each([
    ['It said --registry-token=s3cr3t', 'It said --registry-token=(not shown)'],
    ['It said --token s3cr3t', 'It said --token (not shown)'],
    ['can not reach redis://:s3cr3t@cache', /redis:..\(not shown\)@cache/],
    ['{"apiKey": "s3cr3t"}', '{"apiKey": (not shown)}'],
    ['refused Bearer s3cr3t', 'refused Bearer (not shown)'],
  ])('shows nothing of %s', (text, shown) => {
    expect(withoutCredentialsInSentence(text)).not.toMatch(/s3cr3t/);
    expect(withoutCredentialsInSentence(text)).toMatch(shown);
  });

  it('leaves what follows the name of an object', () => {
    const text = 'Deployment shop/auth: 2 of 3 instances ready';
    expect(withoutCredentialsInSentence(text)).toBe(text);
  });
});

it('withholds the value that an API refused and repeats', () => {
  expect(
    withoutValues(
      'Deployment.apps "x" is invalid: spec.template.spec.containers[0].env[0].value: Invalid value: "hun\\"ter2": too short, spec.replicas: Invalid value: -1: must be 0 or more',
    ),
  ).toBe(
    'Deployment.apps "x" is invalid: spec.template.spec.containers[0].env[0].value: Invalid value: (not shown): too short, spec.replicas: Invalid value: -1: must be 0 or more',
  );
});
