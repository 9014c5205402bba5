// @ts-check

/**
 * Words in stored events and states that have changed since: a threshold is silenced, and a wait that the
 * platform was told to hold is suspended. No release carries the former words: backends of that time are stopped
 * before this runs.
 */
const TEXTS = [
  ['"disregarded":{', '"silenced":{'],
  ['"isHeld":true', '"isSuspended":true'],
];
const COLUMNS = [
  ['upgrades', 'state'],
  ['upgrade_steps', 'state'],
  ['upgrade_events', 'data'],
];

/**
 * @param {import('knex').Knex} knex
 * @param {string} from
 * @param {string} to
 */
async function replaceText(knex, from, to) {
  for (const [table, column] of COLUMNS) {
    await knex(table)
      .where(column, 'like', `%${from}%`)
      .update({ [column]: knex.raw('replace(??, ?, ?)', [column, from, to]) });
  }
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex('upgrade_events')
    .where({ type: 'disregarded' })
    .update({ type: 'silenced' });
  for (const [before, after] of TEXTS) {
    await replaceText(knex, before, after);
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex('upgrade_events')
    .where({ type: 'silenced' })
    .update({ type: 'disregarded' });
  for (const [before, after] of TEXTS) {
    await replaceText(knex, after, before);
  }
};
