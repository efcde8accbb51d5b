import { randomUUID } from 'node:crypto';
import { childWelfare } from '../../apps/child-welfare/src/service.js';
import { compliance } from '../../apps/compliance/src/service.js';
import { lawEnforcement } from '../../apps/law-enforcement/src/service.js';
import type { DutyMet } from '#contracts';
import { recorded } from '#event-store';
import type { Handler } from '#kafka';
import { plusHours, type Recorded } from '#kernel';
import { openDependencies, workerApplication, type Dependencies, type Service } from '#service';
import { eventually, FakeClock, freshDatabase, startStores, type Stores } from '#testing';

const clock = new FakeClock();
const RECEIPT = 'ZQ-STATE-99120';

let stores: Stores;
let keyRingUrl: string;
const running: { close(): Promise<void> }[] = [];
const databases: Dependencies['dataSource'][] = [];
let handle: Handler;

const start = async (service: Service) => {
  const open = await openDependencies(service, {
    port: 0, eventStoreUrl: stores.eventStoreUrl, databaseUrl: await freshDatabase(), keyRingUrl, keyEncryptionKey: new Uint8Array(32).fill(7),
    pseudonymSecret: new Uint8Array(32).fill(8), oidcIssuer: 'http://127.0.0.1:1', oidcAudience: 'safe-harbor', clock: 'system', kafka: undefined,
  }, clock);
  const worker = await workerApplication(service, open);
  running.unshift({ close: () => worker.close().then(() => open.close()) });
  databases.push(open.dataSource);
  return worker.app;
};

beforeAll(async () => {
  stores = await startStores();
  keyRingUrl = await freshDatabase();
  const app = await start(childWelfare);
  await start(lawEnforcement);
  await start(compliance);
  handle = childWelfare.exchange!.inbound!.handler(app);
});
afterAll(async () => {
  for (const one of running) await one.close();
  await stores.stop();
});

const tell = (child: string, name: string, data: object) => {
  const [id, commandId] = [randomUUID(), randomUUID()];
  const partner = { source: 'urn:example:mo:ccwis', agency: 'US-MO', state: 'MO', county: 'MO county 5' };
  const type = `partner.child-welfare.${name}.v1`;
  return handle({ id, child, data, partner, commandId, source: partner.source, type, time: null, fingerprint: 'f', correlationId: id }, async () => undefined);
};

const met = async (): Promise<readonly Recorded<DutyMet>[]> => {
  const found: Recorded<DutyMet>[] = [];
  for await (const resolved of stores.client.readAll()) {
    const event = recorded(resolved);
    if (event?.type === 'DutyMet') found.push(event as Recorded<DutyMet>);
  }
  return found;
};

it('meets the duties of the agency by the reports that its own system made, and keeps the receipt in clear nowhere', async () => {
  const child = randomUUID();
  const learnedAt = plusHours(clock.now(), -20);
  const madeAt = plusHours(learnedAt, 2);
  await tell(child, 'youth-registered', { coverage: 'placed' });
  await tell(child, 'missing-reported', { episode: 'ep-1', category: 'left-without-permission', learnedAt, learnedBy: 'hotline' });
  const report = { episode: 'ep-1', madeAt, channel: 'system-to-system' };
  const police = await tell(child, 'report-made', { ...report, recipient: 'police', receipt: { caseNumber: RECEIPT }, acknowledgedAt: madeAt });
  const ncmec = await tell(child, 'report-made', { ...report, recipient: 'ncmec' });

  const reports = [police, ncmec].map(({ produced: [made] }) => made!.id);
  const duties = await eventually(met, events => reports.every(reportId => events.some(({ data }) => data.reportId === reportId)));
  expect(duties.map(({ data }) => data.onTime)).toEqual(duties.map(() => true));

  const log = [];
  for await (const { event } of stores.client.readAll()) log.push(event?.data);
  expect(JSON.stringify(log)).not.toContain(RECEIPT);
  for (const database of databases) {
    const tables: { name: string }[] = await database.query(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`);
    for (const { name } of tables) {
      expect({ name, rows: await database.query(`select 1 from ${name} as row where row::text like $1`, [`%${RECEIPT}%`]) as unknown }).toEqual({ name, rows: [] });
    }
  }
});
