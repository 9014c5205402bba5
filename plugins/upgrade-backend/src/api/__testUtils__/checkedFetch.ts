import {
  apiRoutes,
  responseSchemas,
} from '@cluster-upgrade/plugin-upgrade-common';
import { z } from 'zod';

/** `fetch` that fails when an answer is not what the API promises, down to an undocumented field. */
export const checkedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  const isJson = response.headers
    .get('content-type')
    ?.startsWith('application/json');
  if (response.ok && isJson) {
    const path = new URL(String(input)).pathname.replace('/api/upgrade', '');
    check(
      init?.method ?? 'GET',
      path,
      response.status,
      await response.clone().json(),
    );
  }
  return response;
};

function check(
  method: string,
  path: string,
  status: number,
  answer: unknown,
): void {
  const route = apiRoutes.find(
    candidate =>
      candidate.method === method &&
      new RegExp(`^${candidate.path.replace(/:\w+/g, '[^/]+')}$`).test(path),
  );
  const name = route?.responses[status];
  if (!name) {
    throw new Error(
      `${method} ${path} answered ${status}, which it never says`,
    );
  }
  const parsed = responseSchemas[name].safeParse(answer);
  if (!parsed.success) {
    throw new Error(
      `${method} ${path} answered something else than ${name}: ${z.prettifyError(parsed.error)}`,
    );
  }
}
