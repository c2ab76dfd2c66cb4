import { afterAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../test/setup/database.ts';
import { pool } from './client.ts';

const database = await freshDatabase();
const sql = pool(database.url, { max: 1 });
afterAll(() => sql.end());

describe('the driver', () => {
  test('carries lists of words there and back as they are', async () => {
    const words = ['a', 'b "c"', 'd\\e', '', 'x,y', '{}', 'NULL', '中\n文', "'"];
    const [row] = await sql`
      select ${words}::text[] as words, array_agg(word order by place) as gathered
      from unnest(${words}::text[]) with ordinality as given (word, place)`;
    expect(row).toEqual({ words, gathered: words });
  });

  test('carries lists of numbers there and back, the empty list too', async () => {
    const [row] = await sql`select ${[1, -2, 3]}::int[] as numbers, ${[]}::int[] as none, ${[]}::text[] as silence`;
    expect(row).toEqual({ numbers: [1, -2, 3], none: [], silence: [] });
  });
});
