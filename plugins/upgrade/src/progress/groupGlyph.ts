import { Glyph } from '../parts/status/statusKinds';
import { GroupStatus } from './model/runModel';

/** The shape for the state of several steps. */
export const GROUP_GLYPHS: Record<GroupStatus, Glyph> = {
  failed: 'failed',
  blocked: 'needs-you',
  running: 'running',
  done: 'done',
  partly: 'paused',
  pending: 'waiting',
  abandoned: 'skipped',
  skipped: 'skipped',
  returned: 'rolled-back',
  untouched: 'waiting',
};

/** In this order states stand in bars and filters. */
export const GROUP_ORDER: readonly GroupStatus[] = [
  'done',
  'returned',
  'partly',
  'running',
  'blocked',
  'failed',
  'skipped',
  'abandoned',
  'pending',
  'untouched',
];
