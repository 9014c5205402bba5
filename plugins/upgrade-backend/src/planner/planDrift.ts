import {
  EffectiveThreshold,
  FieldChange,
  Message,
  objectKey,
  objectText,
  PlanChange,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import { StepHandler } from '@cluster-upgrade/plugin-upgrade-node';
import { changesWithoutValues } from '../redaction/redactPlan';
import { canonicalJson } from './canonicalJson';
import { laneDrift, stepDrift } from './stepDrift';

/**
 * What a plan would change, or relies on, and that is no longer so: the reasons why it may not be
 * started any more. Empty when there are none.
 *
 * What only describes the moment is not compared, because pods of a living cluster come and go: ready
 * instances, numbers of pods, and an order of nodes that was made from them.
 *
 * @param now - the same plan, compiled again from the cluster as it is
 * @param handlers - those that would run the plan
 */
export function planDrift(
  planned: UpgradePlan,
  now: UpgradePlan,
  handlers: readonly StepHandler[],
): Message[] {
  return [
    ...versionDrift(planned, now),
    ...atMost(laneDrift(planned, now)),
    ...atMost(changeDrift(planned.changes, now.changes)),
    ...atMost(assumptionDrift(planned, now)),
    ...atMost(thresholdDrift(planned.thresholds, now.thresholds)),
    ...atMost(savedDrift(planned, now)),
    ...limitDrift(planned, now),
    ...atMost(stepDrift(planned, now, handlers)),
  ];
}

function versionDrift(planned: UpgradePlan, now: UpgradePlan): Message[] {
  if (planned.fromVersion !== now.fromVersion) {
    return [
      {
        code: 'version-drifted',
        params: { planned: planned.fromVersion, now: now.fromVersion },
        text: `The cluster runs ${now.fromVersion}, not ${planned.fromVersion}.`,
      },
    ];
  }
  const [way, wayNow] = [planned.path.join(', '), now.path.join(', ')];
  return way === wayNow ? [] : [different('path', 'Versions', '', way, wayNow)];
}

/** Each field of each object that the plan writes: what it is before and after. */
function changeDrift(
  planned: readonly PlanChange[],
  now: readonly PlanChange[],
): Message[] {
  const before = fieldsOf(planned);
  const after = fieldsOf(now);
  return union(before, after).flatMap(key => {
    const [one, other] = [before.get(key), after.get(key)];
    const { object, name } = (one ?? other)!;
    return one?.text === other?.text
      ? []
      : [
          different(
            'changes',
            objectText(object),
            name,
            ...shownApart(one, other),
          ),
        ];
  });
}

interface ChangedField {
  text: string;
  /** The same without what only who may start the upgrade can see. */
  shown: string;
}

/** Says what is different; of values that are withheld, only that they are. */
function shownApart(
  one: ChangedField | undefined,
  other: ChangedField | undefined,
): [string | undefined, string | undefined] {
  return one?.shown === other?.shown
    ? ['one value', 'another']
    : [one?.shown, other?.shown];
}

function fieldsOf(changes: readonly PlanChange[]) {
  const shownChanges = changesWithoutValues(changes);
  const textOf = ({ from, to }: FieldChange) =>
    `from ${from ?? 'nothing'} to ${to ?? 'nothing'}`;
  return new Map(
    changes.flatMap(({ object, fields, action, reversibility }, at) =>
      [
        ...fields.map((field, index) => ({
          name: field.name,
          text: textOf(field),
          shown: textOf(shownChanges[at].fields[index]),
        })),
        ...(action === 'unchanged'
          ? []
          : [`${action}, ${reversibility}`].map(text => ({
              name: 'change',
              text,
              shown: text,
            }))),
      ].map(field => [
        `${objectKey(object)} ${field.name}`,
        { object, ...field },
      ]),
    ),
  );
}

/** What came since the plan was made is nothing that it relies on. */
function assumptionDrift(planned: UpgradePlan, now: UpgradePlan): Message[] {
  const values = new Map(
    (now.assumptions ?? []).map(({ object, name, value }) => [
      `${objectKey(object)} ${name}`,
      value,
    ]),
  );
  return (planned.assumptions ?? []).flatMap(({ object, name, value }) => {
    const valueNow = values.get(`${objectKey(object)} ${name}`);
    return value === valueNow
      ? []
      : [different('assumptions', objectText(object), name, value, valueNow)];
  });
}

function thresholdDrift(
  planned: readonly EffectiveThreshold[],
  now: readonly EffectiveThreshold[],
): Message[] {
  const nowById = new Map(now.map(item => [item.applicationId, item]));
  return planned.flatMap(threshold => {
    const thresholdNow = nowById.get(threshold.applicationId);
    const subject = `The threshold of ${threshold.applicationId}`;
    const [text, textNow] = [
      ruleText(threshold),
      thresholdNow && ruleText(thresholdNow),
    ];
    if (text !== textNow) {
      return [different('thresholds', subject, '', text, textNow)];
    }
    // A share of fewer instances: the plan would let more of them fail than the rule means.
    return thresholdNow!.allowedInstances < threshold.allowedInstances
      ? [
          different(
            'thresholds',
            subject,
            'instances allowed to fail',
            String(threshold.allowedInstances),
            String(thresholdNow!.allowedInstances),
          ),
        ]
      : [];
  });
}

function ruleText({
  maxFailures,
  unit,
  mustLastMs,
  action,
}: EffectiveThreshold): string {
  const share = unit === 'percent' ? `${maxFailures} %` : `${maxFailures}`;
  return `at most ${share} for ${mustLastMs} ms, then ${action}`;
}

/** What a rollback restores; what came since is not the plan's to restore. */
function savedDrift(planned: UpgradePlan, now: UpgradePlan): Message[] {
  const savedNow = new Map(
    now.snapshot.map(item => [objectKey(item.object), pointersText(item)]),
  );
  return planned.snapshot.flatMap(item => {
    const [text, textNow] = [
      pointersText(item),
      savedNow.get(objectKey(item.object)),
    ];
    return text === textNow
      ? []
      : [
          different(
            'snapshot',
            objectText(item.object),
            'saved for the way back',
            text,
            textNow,
          ),
        ];
  });
}

function pointersText({ pointers }: { pointers: string[] }): string {
  return [...pointers].sort().join(', ');
}

function limitDrift(planned: UpgradePlan, now: UpgradePlan): Message[] {
  return (['strategy', 'laneLimits', 'admission'] as const).flatMap(part => {
    const [text, textNow] = [
      canonicalJson(planned[part]),
      canonicalJson(now[part]),
    ];
    return text === textNow
      ? []
      : [different(part, 'The plan', part, text, textNow)];
  });
}

function different(
  part: string,
  subject: string,
  field: string,
  planned = 'not there',
  now = 'not there',
): Message {
  return {
    code: `${part}-drifted`,
    params: { subject, field, planned, now },
    text: `${subject}${field ? `, ${field}` : ''}: ${planned} when planned, ${now} now.`,
  };
}

function union(...maps: Map<string, unknown>[]): string[] {
  return [...new Set(maps.flatMap(map => [...map.keys()]))];
}

/** Differences of one kind that are spelled out; the rest is counted. */
const MAX_NAMED = 3;

function atMost(messages: Message[]): Message[] {
  const rest = messages.length - MAX_NAMED;
  return rest <= 0
    ? messages
    : [
        ...messages.slice(0, MAX_NAMED),
        {
          code: messages[0].code,
          params: { more: rest },
          text: `And ${rest} more like ${rest === 1 ? 'this' : 'these'}.`,
        },
      ];
}
