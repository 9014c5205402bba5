import { AuditorService } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { ApiRoute } from '@cluster-upgrade/plugin-upgrade-common';
import { Request } from 'express';

/** What people write is cut here, so that an audit log stays readable. */
const MAX_TEXT_LENGTH = 256;

/**
 * Records who changed what, whether it succeeded or not. Reading is recorded only where it shows what people
 * configured.
 */
export async function audited<T extends object | void>(
  auditor: AuditorService,
  route: ApiRoute,
  request: Request,
  work: () => Promise<T>,
): Promise<T> {
  const areValuesShown = request.query?.values === 'shown';
  if (route.method === 'GET' && !areValuesShown) {
    return work();
  }
  const event = await auditor.createEvent({
    eventId: kebab(route.operationId),
    request,
    severityLevel: route.isSevere ? 'high' : 'medium',
    meta: {
      ...request.params,
      ...(areValuesShown ? { values: 'shown' } : {}),
      ...spokenOf(request.body),
    },
  });
  try {
    const result = await work();
    const meta = result && 'audit' in result ? result.audit : undefined;
    await event.success(meta ? { meta: meta as JsonObject } : undefined);
    return result;
  } catch (error) {
    await event.fail({ error: error as Error });
    throw error;
  }
}

/** The parts of a body that say why and what; never all of it. */
function spokenOf(body: unknown): JsonObject {
  if (typeof body !== 'object' || body === null) {
    return {};
  }
  const named = body as Record<string, unknown>;
  return Object.fromEntries(
    ['reason', 'text', 'planId', 'planHash', 'toVersion', 'applicationId']
      .filter(key => typeof named[key] === 'string')
      .map(key => [key, String(named[key]).slice(0, MAX_TEXT_LENGTH)]),
  );
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}
