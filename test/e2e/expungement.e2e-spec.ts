import { randomUUID } from 'node:crypto';
import { START } from '@eventstore/db-client';
import { PersonalDataCodec } from '#event-store';
import { plusHours, type Sealed } from '#kernel';
import { ProjectionReader, rebuild } from '#projections';
import { KeyRing } from '#security';
import { eventually, freshDatabase } from '#testing';
import { childWelfare } from '../../apps/child-welfare/src/service.js';
import { juvenileCourt } from '../../apps/juvenile-court/src/service.js';
import { backedUp, startShared, type Databases, type Running } from './shared-stores.js';

const [COURT, COUNTY] = ['MO-circuit-5', 'MO county 5'];
const clerk = { role: 'clerk', agency: COURT, county: COUNTY };
const judge = { role: 'judge', agency: COURT };
const attorney = { role: 'attorney' };
const worker = { role: 'caseworker', agency: 'US-MO', county: COUNTY };
const EVERYBODY = [clerk, judge, { role: 'court-administrator', agency: COURT }, attorney, worker, { role: 'police-liaison', agency: 'US-MO' }, { role: 'public' }];
const OF_THE_COURT = ['key-destruction', 'end-terms', 'holder-orders', 'safe-harbor-checks', 'review-absences', 'court-records'];
const HOLDERS = ['US-MO', 'police:MO0480000', 'MO-highway-patrol'];

let shared: Awaited<ReturnType<typeof startShared>>;
let court: Running;
let welfare: Running;
beforeAll(async () => {
  shared = await startShared();
});
afterAll(async () => {
  await court?.stop();
  await welfare?.stop();
  await shared?.stop();
});

const done = async (service: Running, as: Parameters<Running['post']>[0], path: string, body: object, headers: Record<string, string> = {}) => {
  const answer = await service.post(as, path, body, headers);
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
};

const openCase = async (youthId: string, filingType: string, title: string): Promise<{ caseId: string; orderId: string }> => {
  const { body: { id: caseId } } = await done(court, clerk, '/filings', { filingType, urgent: false, court: COURT, county: COUNTY, youthId, title, documents: [] });
  for (const step of ['submission', 'review', 'acceptance']) await done(court, clerk, `/filings/${caseId}/${step}`, {});
  await done(court, clerk, `/filings/${caseId}/docketing`, { docketNumber: `26-${filingType}` });
  const { body: { partyId } } = await done(court, clerk, `/cases/${caseId}/parties`, {
    role: 'parent', name: 'Pat Synthetic', address: '1 Synthetic Street', addressProtected: true, noticeRequired: true,
  });
  await done(court, clerk, `/cases/${caseId}/representations`, { partyId, attorney: 'attorney-1', begunAt: shared.clock.now() });
  const terms = [{ kind: 'review', agency: COURT, calendarDays: 30 }];
  return { caseId, orderId: await order({ caseId, kind: 'disposition', terms, findings: `Findings in ${title}` }) };
};
const order = async (fields: object): Promise<string> => {
  const drafted = await done(court, clerk, '/orders', { authority: 'Example statute 1', terms: [], ...fields });
  const path = `/orders/${drafted.body.id}`;
  const signed = await done(court, judge, `${path}/signature`, {}, { 'if-match': drafted.headers.etag! });
  await done(court, clerk, `${path}/entry`, {}, { 'if-match': signed.headers.etag! });
  return drafted.body.id as string;
};

type Logged = { stream: string; type: string; data: Record<string, unknown> };
const log = async () => {
  const events: Logged[] = [];
  let position = 0n;
  for await (const { event } of court.open.client.readAll({ fromPosition: START })) {
    events.push({ stream: event!.streamId, type: event!.type, data: event!.data as Logged['data'] });
    position = event!.position!.commit;
  }
  return { events, position };
};
/** Waits until nothing follows any more from what is in the log. */
const settled = () => eventually(async () => {
  const { position } = await log();
  for (const [service, names] of [[court, OF_THE_COURT], [welfare, ['youths', 'missing-episodes']]] as const) {
    for (const name of names) await new ProjectionReader(service.open).caughtUp(name, position, 20_000);
  }
  return (await log()).position === position;
});

const tokensIn = (value: unknown): Sealed[] => {
  const found: Sealed[] = [];
  JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner === 'object' && inner !== null && 'sealed' in inner) found.push(inner as Sealed);
    return inner;
  });
  return found;
};
/** What a ring can read of some events, in clear. */
const inClear = async (service: Running, belongs: (event: Logged) => boolean) =>
  JSON.stringify(await new PersonalDataCodec(service.open.keyRing).open((await log()).events.filter(belongs)));
/** The bodies of these addresses, byte for byte. */
const bodies = async (service: Running, as: Parameters<Running['get']>[0], paths: readonly string[]) =>
  Promise.all(paths.map(async path => {
    const { status, text, headers } = await service.get(as, path);
    return { path, status, text, etag: headers.etag };
  }));
/** Every row of the court's records, whatever feature's. */
const rows = async () => {
  const tables: { name: string }[] = await court.open.dataSource.query(
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
     where table_schema like 'court\\_records%' and table_type = 'BASE TABLE' order by 1`);
  return JSON.stringify(await Promise.all(tables.map(({ name }) => court.open.dataSource.query(`select * from ${name}`))));
};

it('an expunged case is unreadable everywhere and for ever, and nothing else is touched', async () => {
  const keys = await freshDatabase();
  const own: Record<'court' | 'welfare', Databases> = { court: { rows: await freshDatabase(), keys }, welfare: { rows: await freshDatabase(), keys } };
  [court, welfare] = [await shared.start(juvenileCourt, own.court), await shared.start(childWelfare, own.welfare)];

  const learnedAt = plusHours(shared.clock.now(), -2);
  const youth = await done(welfare, worker, '/youths', {
    agency: 'US-MO', state: 'MO', county: COUNTY, coverage: 'placed', claims: [{ kind: 'name', value: 'Synthetic Example', source: 'youth', learnedAt }],
  });
  const youthId = youth.body.id as string;
  const episode = await done(welfare, worker, '/missing-episodes', { youthId, category: 'left-without-permission', learnedAt, learnedBy: 'agency' }, { 'min-position': youth.headers.position! });
  const kept = await openCase(youthId, 'dependency', 'Dependency of Synthetic Example');
  shared.clock.set(plusHours(shared.clock.now(), 1)); // so the absence is reviewed in the case that stays, which was the first
  const gone = await openCase(youthId, 'delinquency', 'Delinquency of Synthetic Example');
  await settled();

  const keptPaths = [`/cases/${kept.caseId}`, `/cases/${kept.caseId}/services`, `/filings/${kept.caseId}`, `/orders/${kept.orderId}`, `/orders?caseId=${kept.caseId}`];
  const goneNow = await bodies(court, clerk, [`/cases/${gone.caseId}`, `/filings/${gone.caseId}`, `/orders/${gone.orderId}`]);
  expect(goneNow.map(({ status }) => status)).toEqual([200, 200, 200]);
  const ofKept = ({ stream, data }: Logged) => stream.startsWith('court.') && data.caseId === kept.caseId;
  const ofGone = ({ stream, data }: Logged) => stream.startsWith('court.') && data.caseId === gone.caseId;
  const ofWelfare = ({ stream }: Logged) => stream.startsWith('childWelfare.');
  const everythingElse = async () => ({
    court: await bodies(court, clerk, keptPaths), attorney: await bodies(court, attorney, keptPaths),
    welfare: await bodies(welfare, worker, [`/youths/${youthId}`, `/missing-episodes/${episode.body.id}`]),
    courtFacts: await inClear(court, ofKept), welfareFacts: await inClear(welfare, ofWelfare),
  });
  const before = await everythingElse();
  expect([...before.court, ...before.attorney, ...before.welfare].map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 200));
  expect([before.courtFacts, before.welfareFacts].every(facts => facts.includes('Synthetic Example'))).toBe(true);
  expect(await inClear(court, ofGone)).toContain('Delinquency of Synthetic Example');

  await court.stop();
  await welfare.stop();
  const oldKeys = await backedUp(keys);
  const backups = { court: { rows: await backedUp(own.court.rows), keys: oldKeys }, welfare: { rows: await backedUp(own.welfare.rows), keys: oldKeys } };
  [court, welfare] = [await shared.start(juvenileCourt, own.court), await shared.start(childWelfare, own.welfare)];

  const holders = HOLDERS.map(holder => ({ holder, answerWithinDays: 10 }));
  await order({ caseId: gone.caseId, kind: 'vacatur', holders });
  await order({ caseId: gone.caseId, kind: 'expungement', holders });
  await settled();
  for (const holder of HOLDERS) {
    const custodian = { role: 'records-custodian', agency: holder };
    const { items } = (await court.get(custodian, '/holder-orders')).body as { items: { holderOrderId: string }[] };
    expect(items).toHaveLength(2);
    for (const { holderOrderId } of items) await done(court, custodian, `/holder-orders/${holderOrderId}/receipt`, { answer: 'done', answeredAt: shared.clock.now() });
  }
  await settled();

  const stopped = (await log()).events.filter(({ type, data }) => type === 'CourtTermWithdrawn' && data.orderId === gone.orderId);
  expect(stopped).toHaveLength(1); // so nobody is called late for what nobody can say was done
  const goneTokens = tokensIn((await log()).events.filter(ofGone));
  const neverWas = randomUUID();
  const check = async () => {
    expect(goneTokens.length).toBeGreaterThan(5);
    expect(new Set((await court.open.keyRing.open(goneTokens)).map(value => JSON.stringify(value)))).toEqual(new Set(['{"erased":true}']));
    for (const as of EVERYBODY) {
      for (const noun of ['cases', 'filings', 'orders']) {
        const [found, control] = await bodies(court, as, [`/${noun}/${noun === 'orders' ? gone.orderId : gone.caseId}`, `/${noun}/${neverWas}`]);
        const plain = (text: string) => text.replace(/urn:safe-harbor:correlation:[\w-]+/, '');
        expect([found!.status, plain(found!.text)]).toEqual([404, plain(control!.text)]);
      }
    }
    expect(await rows()).not.toContain(gone.caseId);
    expect(await everythingElse()).toEqual(before);
  };
  await check();

  for (const service of [court, welfare]) {
    const { client, dataSource } = service.open;
    const { projections } = service === court ? juvenileCourt : childWelfare;
    for (const projection of projections) await rebuild({ client, dataSource, projection });
  }
  await check();

  await court.stop();
  await welfare.stop();
  const restored = await KeyRing.open({ databaseUrl: oldKeys, keyEncryptionKey: new Uint8Array(32).fill(7) });
  expect(JSON.stringify(await restored.open(goneTokens))).toContain('Delinquency of Synthetic Example'); // so the backup really had it
  await restored.close();
  [court, welfare] = [await shared.start(juvenileCourt, backups.court), await shared.start(childWelfare, backups.welfare)];
  expect(await inClear(court, ofGone)).not.toContain('Delinquency of Synthetic Example'); // from the first moment on
  await settled();
  await check();
}, 240_000);
