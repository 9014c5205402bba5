import { invalidValue } from '../errors/FieldError';
import { invalid } from '../errors/StatusError';
import { ResourceHandler } from '../handlers/ResourceCall';
import { ExpectedKind, readObject } from '../request/readObject';
import { builtinSchema } from '../schema/Schema';
import { jsonResponse } from '../response/responses';
import { isAllowed } from './users';

const selfSubjectAccessReviewKind: ExpectedKind = {
  group: 'authorization.k8s.io',
  version: 'v1',
  kind: 'SelfSubjectAccessReview',
  schema: builtinSchema(
    'authorization.k8s.io',
    'v1',
    'SelfSubjectAccessReview',
  ),
  isCustom: false,
};

/**
 * Answers "may I?" without anything being stored.
 *
 * @internal
 */
export const handleAccessReview: ResourceHandler = call => {
  const { user } = call;
  const review = readObject(call, selfSubjectAccessReviewKind, 'Ignore');
  const wanted = review.spec?.resourceAttributes;
  if (!wanted === !review.spec?.nonResourceAttributes) {
    throw invalid(selfSubjectAccessReviewKind, '', [
      invalidValue(
        'spec.resourceAttributes',
        wanted ?? null,
        'exactly one of nonResourceAttributes or resourceAttributes must be specified',
      ),
    ]);
  }
  const allowed = wanted
    ? isAllowed(user, {
        verb: wanted.verb ?? '',
        group: wanted.group ?? '',
        plural: wanted.resource ?? '',
        subresource: wanted.subresource || undefined,
        namespace: wanted.namespace || undefined,
        name: wanted.name || undefined,
      })
    : !user.allow;
  return jsonResponse(201, {
    ...review,
    status: {
      allowed,
      ...(allowed && { reason: 'allowed by the rules of the simulator' }),
    },
  });
};
