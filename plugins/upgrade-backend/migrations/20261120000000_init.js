// @ts-check

/**
 * Times are epoch milliseconds in bigint columns: SQLite's own timestamps have a grain of a second, and
 * leases need less. JSON is kept as text, which both databases read back unchanged.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await createUpgrades(knex);
  await createPlans(knex);
  await createSteps(knex);
  await createEvents(knex);
  await createSnapshots(knex);
  await createThresholds(knex);
  await createOutbox(knex);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('upgrade_outbox');
  await knex.schema.dropTable('application_thresholds');
  await knex.schema.dropTable('upgrade_snapshots');
  await knex.schema.dropTable('upgrade_events');
  await knex.schema.dropTable('upgrade_steps');
  await knex.schema.dropTable('upgrade_plans');
  await knex.schema.dropTable('plans');
  await knex.schema.dropTable('upgrades');
};

/**
 * @param {import('knex').Knex} knex
 */
async function createUpgrades(knex) {
  await knex.schema.createTable('upgrades', table => {
    table.comment('One row per upgrade: where it is, and which worker owns it');
    table.string('id', 64).primary().notNullable().comment('The upgrade');
    table
      .string('cluster_ref', 512)
      .notNullable()
      .comment('Entity ref of the cluster');
    table
      .string('active_cluster_ref', 512)
      .nullable()
      .comment(
        'The cluster while the upgrade is not finished, else null: unique, so that a cluster has at most one active upgrade',
      );
    table
      .string('platform', 64)
      .notNullable()
      .comment('Names the driver that made the plan');
    table.string('status', 32).notNullable().comment('Copy of state.status');
    table
      .string('outcome', 64)
      .nullable()
      .comment('Copy of state.outcome, set when finished');
    table
      .string('plan_id', 64)
      .notNullable()
      .comment('The draft that the upgrade was started from');
    table
      .string('plan_hash', 128)
      .notNullable()
      .comment('Content hash of the plan that was consented to');
    table
      .string('requested_by', 512)
      .notNullable()
      .comment('Entity ref of the person who started it');
    table
      .string('idempotency_key', 255)
      .nullable()
      .comment('Chosen by the caller; a repeated request finds this row');
    table
      .text('state', 'longtext')
      .notNullable()
      .comment('The state as JSON, without its steps');
    table
      .integer('seq')
      .notNullable()
      .comment('Number of the latest event; taking numbers locks this row');
    table
      .integer('engine_version')
      .notNullable()
      .comment('Oldest engine that understands this upgrade');
    table
      .string('lease_owner', 128)
      .nullable()
      .comment('The worker that owns the upgrade');
    table
      .integer('epoch')
      .notNullable()
      .defaultTo(0)
      .comment('Grows with each claim; every write of a worker carries it');
    table
      .bigInteger('lease_expires_at')
      .nullable()
      .comment('Epoch ms by the clock of the database');
    table
      .bigInteger('idle_ms')
      .notNullable()
      .defaultTo(0)
      .comment('How long nobody owned the upgrade before the latest claim');
    table
      .bigInteger('available_at')
      .nullable()
      .comment('May be claimed from this epoch ms on; null: not before asked');
    table
      .integer('attempts_without_progress')
      .notNullable()
      .defaultTo(0)
      .comment('Claims since the last event that was more than a claim');
    table.bigInteger('requested_at').notNullable().comment('Epoch ms');
    table.bigInteger('updated_at').notNullable().comment('Epoch ms');
    table.bigInteger('finished_at').nullable().comment('Epoch ms');
    table.unique(['active_cluster_ref'], {
      indexName: 'upgrades_active_cluster_uniq',
    });
    table.unique(['requested_by', 'idempotency_key'], {
      indexName: 'upgrades_idempotency_uniq',
    });
    table.index(
      ['cluster_ref', 'requested_at', 'id'],
      'upgrades_cluster_ref_idx',
    );
    table.index(['requested_at', 'id'], 'upgrades_requested_at_idx');
    table.index(['available_at'], 'upgrades_available_at_idx');
    table.index(['plan_id'], 'upgrades_plan_id_idx');
  });
}

/**
 * @param {import('knex').Knex} knex
 */
async function createPlans(knex) {
  await knex.schema.createTable('plans', table => {
    table.comment('Plans that were made and may be started');
    table.string('id', 64).primary().notNullable().comment('The plan');
    table
      .string('cluster_ref', 512)
      .notNullable()
      .comment('Entity ref of the cluster it was made for');
    table
      .string('platform', 64)
      .notNullable()
      .comment('Names the driver that made it');
    table
      .string('hash', 128)
      .notNullable()
      .comment('Content hash; a start names it');
    table.text('body', 'longtext').notNullable().comment('The plan as JSON');
    table
      .text('verification', 'longtext')
      .nullable()
      .comment('Results of the last verification as JSON; null: none has run');
    table
      .text('overrides', 'longtext')
      .notNullable()
      .comment('Findings that were accepted, as JSON');
    table
      .integer('revision')
      .notNullable()
      .defaultTo(1)
      .comment('Grows with each change of verification or overrides');
    table
      .string('created_by', 512)
      .notNullable()
      .comment('Entity ref of the person who had it made');
    table.bigInteger('created_at').notNullable().comment('Epoch ms');
    table
      .bigInteger('inventory_taken_at')
      .notNullable()
      .comment('When the inventory it was made from was read, in epoch ms');
    table
      .bigInteger('expires_at')
      .notNullable()
      .comment('Epoch ms from which it may not be started, and is deleted');
    table.index(['cluster_ref', 'created_at'], 'plans_cluster_ref_idx');
    table.index(['expires_at'], 'plans_expires_at_idx');
  });

  await knex.schema.createTable('upgrade_plans', table => {
    table.comment('The plans that an upgrade runs: there, and back');
    table
      .string('upgrade_id', 64)
      .notNullable()
      .references('id')
      .inTable('upgrades')
      .onDelete('CASCADE')
      .comment('The upgrade');
    table
      .string('kind', 16)
      .notNullable()
      .comment('upgrade, rollback or cleanup');
    table.text('body', 'longtext').notNullable().comment('The plan as JSON');
    table.primary(['upgrade_id', 'kind']);
  });
}

/**
 * @param {import('knex').Knex} knex
 */
async function createSteps(knex) {
  await knex.schema.createTable('upgrade_steps', table => {
    table.comment('Steps that were begun');
    table
      .string('upgrade_id', 64)
      .notNullable()
      .references('id')
      .inTable('upgrades')
      .onDelete('CASCADE')
      .comment('The upgrade');
    table
      .string('plan', 16)
      .notNullable()
      .comment('upgrade, rollback or cleanup');
    table.string('step_id', 512).notNullable().comment('Unique in the plan');
    table.string('status', 16).notNullable().comment('Copy of state.status');
    table.integer('attempt').notNullable().comment('Copy of state.attempt');
    table
      .text('state', 'longtext')
      .notNullable()
      .comment('The state of the step as JSON');
    table
      .text('memo', 'longtext')
      .nullable()
      .comment('What the last reconcile left for the next, as JSON');
    table.primary(['upgrade_id', 'plan', 'step_id']);
  });
}

/**
 * @param {import('knex').Knex} knex
 */
async function createEvents(knex) {
  await knex.schema.createTable('upgrade_events', table => {
    table.comment('What happened: append-only, the truth about an upgrade');
    table
      .string('upgrade_id', 64)
      .notNullable()
      .references('id')
      .inTable('upgrades')
      .onDelete('CASCADE')
      .comment('The upgrade');
    table
      .integer('seq')
      .notNullable()
      .comment('Counts from 1 without gaps, in the order of commits');
    table.bigInteger('at_ms').notNullable().comment('Epoch ms');
    table
      .string('actor', 512)
      .notNullable()
      .comment('Entity ref of a person, or engine');
    table.string('type', 64).notNullable().comment('Kind of event');
    table
      .text('data', 'longtext')
      .notNullable()
      .comment('What belongs to the kind, as JSON');
    table.primary(['upgrade_id', 'seq']);
  });
}

/**
 * @param {import('knex').Knex} knex
 */
async function createSnapshots(knex) {
  await knex.schema.createTable('upgrade_snapshots', table => {
    table.comment('What a rollback restores, saved before the first write');
    table
      .string('upgrade_id', 64)
      .primary()
      .notNullable()
      .references('id')
      .inTable('upgrades')
      .onDelete('CASCADE')
      .comment('The upgrade');
    table
      .text('snapshot', 'longtext')
      .notNullable()
      .comment('Saved parts of objects as JSON');
    table
      .text('known_before_start', 'longtext')
      .notNullable()
      .comment('Instances that were failing already, as JSON');
    table.bigInteger('taken_at').notNullable().comment('Epoch ms');
  });
}

/**
 * @param {import('knex').Knex} knex
 */
async function createThresholds(knex) {
  await knex.schema.createTable('application_thresholds', table => {
    table.comment('Failure thresholds that owners of applications edited');
    table
      .string('entity_ref', 512)
      .primary()
      .notNullable()
      .comment('The application: entity ref of its component');
    table
      .text('threshold', 'longtext')
      .notNullable()
      .comment('The threshold as JSON');
    table
      .string('updated_by', 512)
      .notNullable()
      .comment('Entity ref of the person who changed it last');
    table.bigInteger('updated_at').notNullable().comment('Epoch ms');
  });
}

/**
 * @param {import('knex').Knex} knex
 */
async function createOutbox(knex) {
  await knex.schema.createTable('upgrade_outbox', table => {
    table.comment('Events that somebody is to be told about, after commit');
    table
      .string('upgrade_id', 64)
      .notNullable()
      .references('id')
      .inTable('upgrades')
      .onDelete('CASCADE')
      .comment('The upgrade');
    table.integer('seq').notNullable().comment('The event');
    table
      .bigInteger('available_at')
      .notNullable()
      .comment('May be sent from this epoch ms on');
    table
      .integer('attempts')
      .notNullable()
      .defaultTo(0)
      .comment('How often sending was begun');
    table.text('last_error').nullable().comment('Why sending failed last');
    table.primary(['upgrade_id', 'seq']);
    table.index(['available_at'], 'upgrade_outbox_available_at_idx');
  });
}
