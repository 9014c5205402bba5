import { InputError } from '@backstage/errors';
import { RootConfigService } from '@backstage/backend-plugin-api';
import {
  LineEdge,
  LineGraphRules,
  Release,
} from '@cluster-upgrade/plugin-upgrade-common';
import { WekaDriverOptions } from './WekaDriver';
import { OperatorRule } from './versions/operatorRules';
import { mergeReleases, parseReleases } from './versions/parseReleases';

type Config = ReturnType<RootConfigService['getConfig']>;

/**
 * Reads `upgrade.weka`.
 *
 * @throws InputError when a date can't be understood, naming its key
 */
export function readWekaConfig(config: RootConfigService): WekaDriverOptions {
  const weka = config.getOptionalConfig('upgrade.weka');
  const versions = weka?.getOptionalStringArray('versions') ?? [];
  const releases = weka?.getOptionalConfigArray('releases') ?? [];
  const rules = weka?.getOptionalConfig('rules');
  const operator = weka?.getOptionalConfigArray('operator');
  return {
    releases: mergeReleases(
      releases.map(readRelease),
      parseReleases(versions.join(',')),
    ),
    ...(rules && { rules: readRules(rules) }),
    ...(operator && { operatorRules: operator.map(readOperatorRule) }),
  };
}

function readOperatorRule(config: Config): OperatorRule {
  const minimumOperator = config.getOptionalString('minimumOperator');
  const minimumVersion = config.getOptionalString('minimumVersion');
  return {
    mode: config.getString('mode'),
    ...(minimumOperator && { minimumOperator }),
    ...(minimumVersion && { minimumVersion }),
  };
}

function readRelease(config: Config, index: number): Release {
  const date = (key: string) => readDate(config, key, index);
  const notesUrl = config.getOptionalString('notesUrl');
  const releasedAtMs = date('releasedAt');
  const supportEndsAtMs = date('supportEndsAt');
  return {
    version: config.getString('version'),
    ...(notesUrl && { notesUrl }),
    ...(releasedAtMs !== undefined && { releasedAtMs }),
    ...(supportEndsAtMs !== undefined && { supportEndsAtMs }),
  };
}

function readDate(
  config: Config,
  key: string,
  index: number,
): number | undefined {
  const text = config.getOptionalString(key);
  const atMs = text === undefined ? undefined : Date.parse(text);
  if (Number.isNaN(atMs)) {
    throw new InputError(
      `upgrade.weka.releases[${index}].${key} is '${text}', which is no date; write it like '2026-02-11', in quotes.`,
    );
  }
  return atMs;
}

function readRules(config: Config): LineGraphRules {
  return {
    numbersOfLine: config.getNumber('numbersOfLine'),
    edges: config.getConfigArray('steps').map((step): LineEdge => {
      const minimumSource = step.getOptionalString('minimumSource');
      return {
        fromLine: step.getString('from'),
        toLine: step.getString('to'),
        ...(minimumSource && { minimumSource }),
      };
    }),
  };
}
