import { Knex } from 'knex';

/** Characters of a statement that an error repeats; inserts of many rows are long. */
const MAX_SQL = 200;

/** What PostgreSQL adds to an error that may hold a row's values. */
const DATA_FIELDS = ['detail', 'where', 'hint', 'internalQuery', 'dataType'];

/**
 * Keeps what is stored out of the errors of a database: knex puts the bound values into the message, and
 * PostgreSQL the failing row into the detail. Each error still names the statement, the reason and the
 * code. Every failing query of this client, of its transactions and of migrations passes here before
 * anybody can catch it, so whatever logs or answers with an error later can't reveal data.
 */
export function makeDatabaseErrorsSafe(knex: Knex): void {
  // The statement goes into the message with its placeholders, without what is bound to them.
  knex.client.config.compileSqlOnError = false;
  knex.removeListener('query-error', withoutData);
  knex.on('query-error', withoutData);
}

type QueryError = Error & Record<string, unknown>;

function withoutData(error: QueryError, { sql }: { sql: string }): void {
  const reason = error.message.startsWith(sql)
    ? error.message.slice(sql.length).replace(/^ - /, '')
    : error.message;
  const place = [error.table, error.column, error.constraint]
    .filter(Boolean)
    .join(', ');
  const code = [error.code, place].filter(Boolean).join(': ');
  error.message = `The database refused \`${shortened(sql)}\`: ${unquoted(reason)}${
    code ? ` (${code})` : ''
  }`;
  error.stack = `${error.name}: ${error.message}\n${framesOf(error)}`;
  for (const field of DATA_FIELDS) {
    delete error[field];
  }
}

function shortened(sql: string): string {
  return sql.length > MAX_SQL ? `${sql.slice(0, MAX_SQL)}…` : sql;
}

/** PostgreSQL quotes values ("invalid input syntax for type bigint: …"), and a value may hold quotes. */
function unquoted(reason: string): string {
  return reason.replace(/(["'`])[\s\S]*\1/, '"…"');
}

/** The stack begins with the first message, which holds values. */
function framesOf({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter(line => /^\s+at /.test(line))
    .join('\n');
}
