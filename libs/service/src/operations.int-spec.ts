import { Module } from '@nestjs/common';
import type { Projection } from '#projections';
import { AccessTable } from '#security';
import { eventually, startService, type TestService } from '#testing';

@Module({})
class Nothing {}

const places: Projection = {
  name: 'places', version: 1, eventTypes: ['PlaceSeen'], tables: ['create table place (id text primary key)'],
  parkingKey: event => event.stream,
  apply: async (event, tx) => void (await tx.query('insert into place values ($1)', [(event.data as unknown as { place: string }).place])),
};
const category = { name: 'test.place', scope: 'agency' as const, initial: 0, evolve: (seen: number) => seen + 1 };
const operator = { role: 'operator', agency: null };
let service: TestService;
let sent = 0;

beforeAll(async () => {
  service = await startService({ name: 'test', description: 'A service with one projection', module: Nothing, access: new AccessTable([]), entities: [], projections: [places] });
});
afterAll(() => service?.stop());

const see = (id: string, place: string | null) =>
  service.open.store.decide(category, id, () => [{ type: 'PlaceSeen', data: { place } }], {
    commandId: `00000000-0000-4000-8000-${String(++sent).padStart(12, '0')}`, fingerprint: '', correlationId: 'test', actor: { subject: 's', role: 'r', agency: null, county: null },
  });
const parked = async () => (await service.get(operator, '/operations/parked')).body as { key: string }[];
const metrics = () => fetch(`${service.url}/metrics`).then(answer => answer.text());

it('shows an operator what is parked, and has it applied once it is mended', async () => {
  await see('a', null); // not null is violated: a row nobody can write
  await eventually(async () => (await parked()).length === 1);
  expect(await parked()).toEqual([expect.objectContaining({ name: 'places', key: 'test.place-a', eventType: 'PlaceSeen', revision: '0', errorCode: '23502' })]);
  expect((await service.get(operator, '/operations/projections')).body).toEqual([expect.objectContaining({ name: 'places', health: 'parked', parked: 1 })]);
  expect(await metrics()).toContain('projection_parked_events{name="places",version="1"} 1'); // in the very first answer
  const [{ table_schema: schema }] = await service.open.dataSource.query(`select table_schema from information_schema.tables where table_name = 'place'`);
  await service.open.dataSource.query(`alter table ${schema}.place drop constraint place_pkey`);
  await service.open.dataSource.query(`alter table ${schema}.place alter column id drop not null`);
  expect((await service.post(operator, '/operations/parked/redrive', { name: 'places' })).status).toBe(202);
  await eventually(async () => (await parked()).length === 0);
});

it('rebuilds beside the running one, and measures', async () => {
  await see('b', 'harbor');
  expect((await service.post(operator, '/operations/projections/unknown/rebuild', {})).body.code).toBe('unknown-projection');
  await eventually(metrics, told => expect(told).toMatch(/projection_lag_events\{name="places",version="1"\} \d/));
});

it('is closed to everyone else', async () =>
  expect((await service.get({ role: 'supervisor' }, '/operations/projections')).body.code).toBe('role-not-permitted'));
