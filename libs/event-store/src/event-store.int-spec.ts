import { randomUUID } from 'node:crypto';
import { clearOf, DomainError, instant, personal, type Category, type Decision, type Event, type Personal } from '#kernel';
import { KeyRing } from '#security';
import { FakeClock, freshDatabase, startStores, type Stores } from '#testing';
import { EventStore, PersonalDataCodec, recorded, type Meta } from './index.js';

type NoteEvent =
  | Event<'NoteTaken', { youthId: string; text: Personal<string> }>
  | Event<'ChildLocated', { episodeId: string; youthId: string; locatedAt: string; circumstance: string }>;
const notes: Category<readonly string[], NoteEvent> = {
  name: 'test.note',
  scope: 'agency',
  initial: [],
  evolve: (state, event) => (event.type === 'NoteTaken' ? [...state, clearOf(event.data.text) ?? 'erased'] : state),
};
const take = (text: string, youthId = youth): Decision<readonly string[], NoteEvent> =>
  state => (state.includes(text) ? [] : [{ type: 'NoteTaken', data: { youthId, text: personal(text) } }]);

const youth = randomUUID();
const meta = (fields: Partial<Meta> = {}): Meta => ({
  commandId: randomUUID(), fingerprint: 'same', correlationId: 'test-correlation',
  actor: { subject: 'worker-1', role: 'caseworker', agency: 'US-GA', county: null }, ...fields,
});
const codeOf = async (work: Promise<unknown>) => work.then(() => 'accepted', (error: DomainError) => error.code);

let stores: Stores;
let keys: KeyRing;
let store: EventStore;
const clock = new FakeClock();

beforeAll(async () => {
  stores = await startStores();
  keys = await KeyRing.open({ databaseUrl: await freshDatabase(), keyEncryptionKey: new Uint8Array(32).fill(1) });
  store = new EventStore(stores.client, clock, new PersonalDataCodec(keys));
});
afterAll(async () => {
  await keys.close();
  await stores.stop();
});

const events = async (id: string) => {
  const found = [];
  for await (const resolved of stores.client.readStream(`test.note-${id}`)) found.push(recorded(resolved)!);
  return found;
};

describe('decide', () => {
  it('stores personal data sealed and the envelope in clear', async () => {
    const id = randomUUID();
    const sent = meta({ claimedRecordedAt: instant('2019-01-01T00:00:00Z') });
    const appended = await store.decide(notes, id, take('Imogen Example'), sent);
    const [event] = await events(id);
    expect(event).toMatchObject({
      id: appended.eventIds[0], revision: 0n, position: appended.position,
      data: { youthId: youth, text: { sealed: expect.stringMatching(/^eyJ/) } },
      metadata: {
        commandId: sent.commandId, fingerprint: 'same', actor: sent.actor, $correlationId: 'test-correlation', schemaVersion: 1,
        recordedAt: clock.now(), occurredAt: '2019-01-01T00:00:00.000Z', claimedRecordedAt: '2019-01-01T00:00:00.000Z',
      },
    });
    expect(JSON.stringify(event, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).not.toContain('Imogen');
    expect((await store.load(notes, id))?.state).toEqual(['Imogen Example']);
  });

  it('answers a repeated command as the first time, whatever happened since', async () => {
    const id = randomUUID();
    const first = meta();
    const answer = await store.decide(notes, id, take('one'), first);
    await store.decide(notes, id, take('two'), meta());
    expect(await store.decide(notes, id, take('one'), { ...first, expectedRevision: -1n })).toEqual(answer);
    expect(await events(id)).toHaveLength(2);
  });

  it('makes one effect and equal answers of 20 equal commands at once', async () => {
    const id = randomUUID();
    const sent = meta();
    const other = new EventStore(stores.client, clock, new PersonalDataCodec(keys)); // as from a second process
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 ? store : other).decide(notes, id, take('once'), sent)));
    expect(new Set(answers.map(answer => `${answer.revision} ${answer.position} ${answer.eventIds.join()}`)).size).toBe(1);
    expect(await events(id)).toHaveLength(1);
  });

  it('loses none of 50 concurrent edits: each is stored once or refused', async () => {
    const id = randomUUID();
    const other = new EventStore(stores.client, clock, new PersonalDataCodec(keys)); // as from a second process
    const codes = await Promise.all(
      Array.from({ length: 50 }, (_, index) => codeOf((index % 2 ? store : other).decide(notes, id, take(`edit ${index}`), meta()))));
    const accepted = codes.filter(code => code === 'accepted').length;
    expect(codes.every(code => code === 'accepted' || code === 'too-many-concurrent-edits')).toBe(true);
    expect(new Set((await store.load(notes, id))?.state).size).toBe(accepted);
    expect(await events(id)).toHaveLength(accepted);
  });

  it('lets one of 50 edits of the same revision through', async () => {
    const id = randomUUID();
    await store.decide(notes, id, take('first'), meta());
    const codes = await Promise.all(
      Array.from({ length: 50 }, (_, index) => codeOf(store.decide(notes, id, take(`edit ${index}`), meta({ expectedRevision: 0n })))));
    expect(codes.filter(code => code === 'accepted')).toHaveLength(1);
    expect(codes.filter(code => code === 'stale-revision')).toHaveLength(49);
  });

  it('tells whoever lost an edit what came since, and nobody who may not decide here', async () => {
    const id = randomUUID();
    await store.decide(notes, id, take('first'), meta());
    await store.decide(notes, id, take('second'), meta());
    const lost = meta({ expectedRevision: 0n });
    await expect(store.decide(notes, id, take('mine'), lost)).rejects.toMatchObject({
      code: 'stale-revision', details: { current: '1', changes: [{ revision: '1', type: 'NoteTaken', by: lost.actor.role, at: clock.now() }] },
    });
    const forbidden = () => {
      throw new DomainError('other-agency', 'Not yours', 'forbidden');
    };
    await expect(store.decide(notes, id, forbidden, lost)).rejects.toMatchObject({ code: 'other-agency', details: {} });
  });

  it('refuses a command id that comes back with other content', async () => {
    const id = randomUUID();
    const sent = meta();
    await store.decide(notes, id, take('one'), sent);
    expect(await codeOf(store.decide(notes, id, take('two'), { ...sent, fingerprint: 'other' }))).toBe('idempotency-key-reused');
    expect(await events(id)).toHaveLength(1);
  });

  it('stores no published event that breaks its contract', async () => {
    const broken = () => [{ type: 'ChildLocated' as const, data: { episodeId: 'not a uuid', youthId: youth, locatedAt: 'today', circumstance: 'nowhere' } }];
    await expect(store.decide(notes, randomUUID(), broken, meta())).rejects.toThrow('ChildLocated is not as its contract says');
  });

  it('refuses personal data of a youth whose key was destroyed, and shows what was there as erased', async () => {
    const id = randomUUID();
    const gone = randomUUID();
    await store.decide(notes, id, take('to be forgotten', gone), meta());
    await keys.destroy({ youthId: gone, scope: 'agency' });
    expect((await store.load(notes, id))?.state).toEqual(['erased']);
    expect(await codeOf(store.decide(notes, id, take('more', gone), meta()))).toBe('personal-data-erased');
  });
});
