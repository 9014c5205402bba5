import { expectFailure, expectSuccess } from '../answers';
import { Contract } from '../Contract';
import { configMap } from '../manifests';

/** @public */
export const refusalContract: Contract = {
  title: 'refusals',
  cases: {
    'a name that is no DNS name is invalid': async scope => {
      const message =
        "Invalid value: \"Not_Valid\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
      expectFailure(
        await scope.api.post(
          scope.path('v1', 'configmaps'),
          configMap('Not_Valid'),
        ),
        {
          code: 422,
          reason: 'Invalid',
          message: `ConfigMap "Not_Valid" is invalid: metadata.name: ${message}`,
          details: {
            name: 'Not_Valid',
            kind: 'ConfigMap',
            causes: [
              {
                reason: 'FieldValueInvalid',
                message,
                field: 'metadata.name',
              },
            ],
          },
        },
      );
    },

    'an object without a name is invalid': async scope => {
      const answer = await scope.api.post(scope.path('v1', 'configmaps'), {
        metadata: {},
      });
      expectFailure(answer, {
        code: 422,
        reason: 'Invalid',
        message:
          'ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required',
        details: {
          kind: 'ConfigMap',
          causes: [
            {
              reason: 'FieldValueRequired',
              message: 'Required value: name or generateName is required',
              field: 'metadata.name',
            },
          ],
        },
      });
    },

    'a bad label is invalid': async scope => {
      const answer = await scope.api.post(
        scope.path('v1', 'configmaps'),
        configMap('one', {}, { labels: { tier: 'not valid' } }),
      );
      expect(answer.status).toBe(422);
      expect(answer.body.details.causes).toEqual([
        {
          reason: 'FieldValueInvalid',
          field: 'metadata.labels',
          message:
            "Invalid value: \"not valid\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
        },
      ]);
    },

    'another kind than the path says is a bad request': async scope => {
      expectFailure(
        await scope.api.post(scope.path('v1', 'configmaps'), {
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: { name: 'one' },
        }),
        {
          code: 400,
          reason: 'BadRequest',
          message:
            'Secret in version "v1" cannot be handled as a ConfigMap: converting (v1.Secret) to (core.ConfigMap): unknown conversion',
        },
      );
    },

    'a field of the wrong type is a bad request that names the field':
      async scope => {
        const answer = await scope.api.post(
          scope.path('apps/v1', 'deployments'),
          {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            metadata: { name: 'one' },
            spec: { replicas: 'many' },
          },
        );
        expect(answer.status).toBe(400);
        expect(answer.body.reason).toBe('BadRequest');
        expect(answer.body.message).toMatch(
          /^Deployment in version "v1" cannot be handled as a Deployment: /,
        );
        expect(answer.body.message).toContain('spec.replicas');
      },

    'a body that is no JSON is a bad request': async scope => {
      const answer = await scope.api.request(
        'POST',
        scope.path('v1', 'configmaps'),
        {
          body: '{"metadata":',
          headers: { 'content-type': 'application/json' },
        },
      );
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({
        kind: 'Status',
        status: 'Failure',
        reason: 'BadRequest',
        code: 400,
      });
    },

    'a body of an unknown type is unsupported': async scope => {
      const answer = await scope.api.request(
        'POST',
        scope.path('v1', 'configmaps'),
        { body: 'a', headers: { 'content-type': 'text/plain' } },
      );
      expectFailure(answer, {
        code: 415,
        reason: 'UnsupportedMediaType',
        message: expect.stringContaining(
          'the body of the request was in an unknown format - accepted media types include:',
        ),
      });
    },

    'a patch of an unknown type is unsupported': async scope => {
      const path = scope.path('v1', 'configmaps');
      expectSuccess(await scope.api.post(path, configMap('one')), 201);
      expectFailure(
        await scope.api.request('PATCH', `${path}/one`, {
          body: '{}',
          headers: { 'content-type': 'application/json' },
        }),
        {
          code: 415,
          reason: 'UnsupportedMediaType',
          message: '415: Unsupported Media Type',
          details: {},
        },
      );
    },

    'a method that the path does not have is not allowed': async scope => {
      expectFailure(
        await scope.api.post(scope.path('v1', 'configmaps', 'one'), {}),
        {
          code: 405,
          reason: 'MethodNotAllowed',
          message:
            'the server does not allow this method on the requested resource',
          details: {},
        },
      );
    },

    'an unknown resource is not found': async scope => {
      const answer = await scope.api.get(
        `/api/v1/namespaces/${scope.namespace}/gadgets`,
      );
      expectFailure(answer, {
        code: 404,
        reason: 'NotFound',
        message: 'the server could not find the requested resource',
        details: {},
      });
    },

    'an unknown group answers in plain text': async scope => {
      const answer = await scope.api.get('/apis/unknown.example/v1/gadgets');
      expect(answer.status).toBe(404);
      expect(answer.body).toBe('404 page not found\n');
    },

    'unknown fields are dropped, warned about, or refused, as asked':
      async scope => {
        const path = scope.path('v1', 'configmaps');
        const body = (name: string) => ({ ...configMap(name), extra: 1 });
        const dropped = await scope.api.post(path, body('a'), {
          fieldValidation: 'Ignore',
        });
        expect(expectSuccess(dropped, 201).extra).toBeUndefined();
        expect(dropped.headers.warning).toBeUndefined();
        const warned = await scope.api.post(path, body('b'));
        expectSuccess(warned, 201);
        expect(warned.headers.warning).toBe(
          '299 - "unknown field \\"extra\\""',
        );
        expectFailure(
          await scope.api.post(path, body('c'), { fieldValidation: 'Strict' }),
          {
            code: 400,
            reason: 'BadRequest',
            message:
              'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "extra"',
          },
        );
      },

    'an object in a namespace that is not there is not found': async scope => {
      expectFailure(
        await scope.api.post(
          '/api/v1/namespaces/nowhere/configmaps',
          configMap('one'),
        ),
        {
          code: 404,
          reason: 'NotFound',
          message: 'namespaces "nowhere" not found',
          details: { name: 'nowhere', kind: 'namespaces' },
        },
      );
    },
  },
};
