// @ts-check

/**
 * Several catalog entities may lead to one API server: the lock is on the server, not on the entity.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('api_server_locks', table => {
    table.comment(
      'API servers with an upgrade that is not finished, at most one each',
    );
    table
      .string('api_server_id', 128)
      .primary()
      .notNullable()
      .comment('The API server: uid of its namespace kube-system');
    table
      .string('upgrade_id', 64)
      .notNullable()
      .references('id')
      .inTable('upgrades')
      .onDelete('CASCADE')
      .comment('The upgrade that holds the lock until it is finished');
    table.unique(['upgrade_id'], {
      indexName: 'api_server_locks_upgrade_uniq',
    });
  });
  await knex.schema.alterTable('plans', table => {
    table
      .string('api_server_id', 128)
      .nullable()
      .comment(
        'The API server that the plan was made for; null: it could not be read, or the plan is from before',
      );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('plans', table => {
    table.dropColumn('api_server_id');
  });
  await knex.schema.dropTable('api_server_locks');
};
