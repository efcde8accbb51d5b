// One real PostgreSQL for a whole test run; every spec makes databases of its own in it.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removePostgres, startPostgres } from '../dist/libs/embedded-postgres/src/index.js';

export default async () => {
  process.env.LOG_LEVEL = 'error';
  if (process.env.TEST_POSTGRES_URL) return;
  const folder = mkdtempSync(join(tmpdir(), 'safe-harbor-test-'));
  globalThis.testPostgres = { folder, removePostgres, server: await startPostgres({ folder, durable: false }) };
  process.env.TEST_POSTGRES_URL = globalThis.testPostgres.server.url('postgres');
};
