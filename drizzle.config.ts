/** For drizzle-kit only: it compares the schema with drizzle/ and writes the next migration there. */
export default {
  dialect: 'postgresql',
  schema: ['./api/src/db/schema.ts', './api/src/db/auth-schema.ts'],
  out: './drizzle',
};
