// @ts-check

/**
 * Upgrades that began before there were locks hold none. Which API server theirs is only the cluster can
 * tell: each one is made available, so that a worker takes it up and locks it, also where it waits for a
 * person.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex('upgrades')
    .whereNotNull('active_cluster_ref')
    .whereNull('available_at')
    .whereNotIn('id', knex('api_server_locks').select('upgrade_id'))
    .update({ available_at: knex.ref('updated_at') });
};

/** Nothing has to be taken back: whoever has nothing to do is let go again. */
exports.down = async function down() {};
