import { ApiRequest } from '../ports/ApiTransport';
import { changesNothing } from './changesNothing';

describe('changesNothing', () => {
  it.each<[boolean, ApiRequest]>([
    [true, { method: 'GET', path: '/api/v1/nodes' }],
    [
      true,
      {
        method: 'POST',
        path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      },
    ],
    [
      true,
      {
        method: 'PATCH',
        path: '/api/v1/nodes/a',
        query: { fieldManager: 'x', dryRun: 'All' },
      },
    ],
    [
      false,
      {
        method: 'PATCH',
        path: '/api/v1/nodes/a',
        query: { fieldManager: 'x' },
      },
    ],
    [
      false,
      { method: 'POST', path: '/api/v1/namespaces/n/pods/accessreviews' },
    ],
    [false, { method: 'DELETE', path: '/api/v1/namespaces/n/pods/a' }],
  ])('is %s of %j', (expected, request) => {
    expect(changesNothing(request)).toBe(expected);
  });
});
