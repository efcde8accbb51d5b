import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** A new, empty database in the test run's PostgreSQL. Returns its connection string. */
export const freshDatabase = async (): Promise<string> => {
  const server = process.env.TEST_POSTGRES_URL;
  if (!server) throw new Error('TEST_POSTGRES_URL is not set: run the specs through npm test');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
};
