import { afterAll, describe, expect, test } from 'vitest';
import { connect } from './client.ts';
import { brokenPromises } from './outside.ts';
import { freshDatabase } from '../../../test/setup/database.ts';

const { sql, end } = connect((await freshDatabase()).url, { max: 1 });
afterAll(end);

describe('the settings of a PostgreSQL that is not ours', () => {
  test('are named one by one where they would keep what must not be kept', async () => {
    await sql`set log_min_duration_statement = 5`;
    await sql`set log_statement = 'all'`;
    const broken = await brokenPromises(sql);
    expect(broken).toContain('log_statement = all keeps statements in the log. Set it to none.');
    expect(broken).toContain('log_min_duration_statement = 5 keeps statements in the log. Set it to -1.');
    await sql`reset all`;
  });

  test('raise nothing where they are right', async () => {
    for (const name of ['log_parameter_max_length_on_error', 'log_min_duration_statement', 'log_statement']) {
      await sql.unsafe(`set ${name} = ${name === 'log_statement' ? 'none' : name.endsWith('error') ? 0 : -1}`);
    }
    expect((await brokenPromises(sql)).filter((line) => /log_(statement|min_duration_statement)/.test(line))).toEqual(
      [],
    );
  });
});
