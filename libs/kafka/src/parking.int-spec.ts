import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { describeWithKafka, eventually, freshDatabase, topicPrefix } from '#testing';
import { inbound, openDatabase, openExchange, refusal, settingsFor, SOURCE, type Exchange, type Read } from './spec-kit.js';
import { exchangeStatus, listParked, pausePartner, requestDiscard, requestParkedRedrive, resumePartner, showParked, type Ingester } from './index.js';

describeWithKafka('messages that wait', brokers => {
  let exchange: Exchange;
  let receipts: Read[];
  let letters: Read[];
  let broken: boolean;
  let running: Ingester;
  let databaseUrl: string;
  const statuses = (id: string) => receipts.filter(({ json }) => json.messageId === id).map(({ json }) => json.status);
  const ids = (count: number) => Array.from({ length: count }, () => randomUUID());
  const settled = (id: string, status: string) => eventually(() => statuses(id).at(-1) === status);
  const parked = () => listParked(exchange.dataSource); // a redriven message is answered before it is let go, so that a crash in between answers again

  beforeEach(async () => {
    databaseUrl = await freshDatabase();
    exchange = await openExchange(settingsFor(brokers, topicPrefix()), databaseUrl, await freshDatabase());
    receipts = await exchange.read(inbound.receipts.name);
    letters = await exchange.read(inbound.deadLetters.name);
    broken = true;
    exchange.effects.fails = ({ child }) => broken && child === 'broken' ? Object.assign(new Error('secret-value'), { name: 'Broken', code: 'B1' }) : undefined;
    running = exchange.ingest();
  });
  afterEach(() => exchange?.close());

  it('hold the child\'s later ones while other children flow, and are redriven in order', async () => {
    const [first, second, third, other, repeated] = ids(5) as [string, string, string, string, string];
    await exchange.send({ id: first, n: 1, key: 'broken' }, { id: second, n: 2, key: 'broken' }, { id: other, n: 1, key: 'fine' });
    await Promise.all([settled(first, 'parked'), settled(second, 'parked'), settled(other, 'accepted')]);
    await exchange.send({ id: first, n: 1, key: 'broken' }, { id: third, n: 3, key: 'broken' }, { id: repeated, n: 9, key: 'broken', source: 'urn:other' });
    await Promise.all([settled(third, 'parked'), eventually(() => statuses(first).length === 2), settled(repeated, 'parked')]);
    expect(await parked()).toEqual([
      expect.objectContaining({ messageId: first, key: 'broken', source: SOURCE, reason: 'processing-failed', errorName: 'Broken', errorCode: 'B1', attempts: 3 }),
      expect.objectContaining({ messageId: second, reason: 'behind-parked', attempts: 0 }),
      expect.objectContaining({ messageId: third, reason: 'behind-parked' }),
      expect.objectContaining({ messageId: repeated, reason: 'processing-failed' }), // another agency's child of the same name
    ]);
    const [{ sealed }] = await exchange.dataSource.query('select sealed from inbound_parked limit 1');
    expect(sealed).toMatch(/^eyJ/);
    expect(exchange.lines.join('\n')).not.toContain('secret');

    await requestParkedRedrive(exchange.dataSource, { key: 'broken' });
    await eventually(async () => (await parked()).map(({ attempts }) => attempts).join() === '4,0,0,4' && (await parked()).every(({ redriveRequested }) => !redriveRequested));
    expect((await parked()).length).toBe(4);

    broken = false;
    const { id } = (await parked())[1]!;
    await requestParkedRedrive(exchange.dataSource, { id }); // one message: its whole child, in order
    await Promise.all([first, second, third].map(one => settled(one, 'accepted')));
    expect(exchange.effects.of('broken')).toEqual([1, 2, 3]);
    await eventually(parked, rows => expect(rows.map(({ messageId }) => messageId)).toEqual([repeated]));
    await requestParkedRedrive(exchange.dataSource, {});
    await settled(repeated, 'accepted');
    const [fourth] = ids(1) as [string];
    await exchange.send({ id: fourth, n: 4, key: 'broken' }, { id: first, n: 1, key: 'broken' });
    await settled(fourth, 'accepted');
    await eventually(() => statuses(first).length === 4);
    expect(statuses(first)).toEqual(['parked', 'parked', 'accepted', 'accepted']);
    expect(new Set(receipts.filter(({ json }) => json.messageId === first).map(({ headers }) => headers.ce_id)).size).toBe(2);
    expect(exchange.effects.of('broken')).toEqual([1, 2, 3, 9, 4]);
    expect(letters).toEqual([]);
  });

  it('are tried three times over half a second first, and what refuses them later is final', async () => {
    const [once, refused] = ids(2) as [string, string];
    let calls = 0;
    exchange.effects.fails = () => (++calls < 3 ? new Error('passing') : undefined);
    await exchange.send({ id: once, key: 'passing' });
    await settled(once, 'accepted');
    exchange.effects.fails = () => new Error('down');
    await exchange.send({ id: refused, key: 'refused' });
    await settled(refused, 'parked');
    exchange.effects.fails = () => refusal('no-such-episode', '/data/n');
    await requestParkedRedrive(exchange.dataSource, {});
    await settled(refused, 'rejected');
    await eventually(() => letters.length === 1);
    expect(letters[0]).toMatchObject({ key: 'refused', headers: { 'sh-reason-code': 'no-such-episode', 'sh-reason-pointer': '/data/n' } });
    expect(JSON.parse(letters[0]!.text!)).toMatchObject({ id: refused });
  });

  it('are let go by discarding them, one by one, with a dead letter', async () => {
    const [first, second] = ids(2) as [string, string];
    await exchange.send({ id: first, n: 1, key: 'broken' }, { id: second, n: 2, key: 'broken' });
    await Promise.all([settled(first, 'parked'), settled(second, 'parked')]);
    const [row] = await parked();
    await requestDiscard(exchange.dataSource, row!.id, 'sent by mistake');
    await settled(first, 'rejected');
    expect(receipts.findLast(({ json }) => json.messageId === first)!.json.rejection).toMatchObject({ code: 'discarded', pointer: null });
    await eventually(() => letters.length === 1);
    expect(letters[0]!.headers['sh-reason-code']).toBe('discarded');
    await eventually(parked, rows => rows.length === 1 && rows[0]!.attempts === 1); // the next was tried then, and failed
    await expect(showParked(exchange.dataSource, row!.id)).rejects.toMatchObject({ code: 'unknown-parked-message' });
    broken = false;
    await requestParkedRedrive(exchange.dataSource, {});
    await settled(second, 'accepted');
    expect(exchange.effects.of('broken')).toEqual([2]);
  });

  it('say, when they are given up, what was done of them before, which stands', async () => {
    const [id] = ids(1) as [string];
    let upTo = 2;
    const done = (index: number) => ({ index, status: 'accepted' as const, produced: [{ kind: 'concern', id: `c-${index}` }], rejection: null });
    await running.stop();
    exchange.ingest({
      handler: async (_message, soFar) => {
        await soFar(Array.from({ length: upTo }, (_, index) => done(index)));
        upTo = Math.max(0, upTo - 1); // a later attempt may come less far
        throw new Error('the next item');
      },
    });
    await exchange.send({ id, key: 'batch' });
    await settled(id, 'parked');
    expect(receipts.find(({ json }) => json.messageId === id)!.json).not.toHaveProperty('items');
    const itemsOf = async () => (await exchange.dataSource.query('select items from inbound_message where id = $1', [id]))[0].items;
    expect(await itemsOf()).toEqual([done(0), done(1)]);
    upTo = 3;
    await requestParkedRedrive(exchange.dataSource, {});
    await eventually(async () => (await itemsOf()).length === 3);
    await requestDiscard(exchange.dataSource, (await parked())[0]!.id, 'ticket 1');
    await settled(id, 'rejected');
    expect(receipts.findLast(({ json }) => json.messageId === id)!.json)
      .toMatchObject({ rejection: { code: 'discarded', detail: expect.stringContaining('stands') }, items: [done(0), done(1), done(2)] });
  });

  it('do not become so for being long: each item that is done shows that somebody is at it', async () => {
    const [id] = ids(1) as [string];
    await running.stop();
    const dataSource = await openDatabase(databaseUrl, 400);
    const hurried = exchange.ingest({
      dataSource,
      handler: async (_message, soFar) => {
        const done = [];
        for (let index = 0; index < 5; index++) {
          await pause(200); // less than a session may stand still; all of them together are more
          done.push({ index, status: 'accepted' as const, produced: [], rejection: null });
          await soFar([...done]);
        }
        return { produced: [], items: done };
      },
    });
    await exchange.send({ id, key: 'history' });
    await settled(id, 'accepted');
    expect(statuses(id)).toEqual(['accepted']);
    await hurried.stop();
    await dataSource.destroy();
  });

  it('wait while their partner is paused, malformed ones do not; resumed they are applied in order', async () => {
    const [first, second, wrong, third, other] = ids(5) as [string, string, string, string, string];
    await pausePartner(exchange.dataSource, SOURCE, 'ticket 1');
    await exchange.send({ id: first, n: 1 }, { id: second, n: 2 }, { id: wrong, data: {} }, { id: other, source: 'urn:other' });
    await Promise.all([settled(first, 'parked'), settled(second, 'parked'), settled(wrong, 'rejected'), settled(other, 'accepted')]);
    expect((await parked()).map(({ reason }) => reason)).toEqual(['partner-paused', 'partner-paused']);
    await requestParkedRedrive(exchange.dataSource, {});
    await eventually(async () => (await parked()).every(({ redriveRequested }) => !redriveRequested));
    expect((await parked()).length).toBe(2);
    expect(await exchangeStatus(exchange.dataSource)).toMatchObject({ parked: 2, paused: [{ source: SOURCE, reason: 'ticket 1' }] });
    await exchange.send({ id: third, n: 3 });
    await settled(third, 'parked');
    await resumePartner(exchange.dataSource, SOURCE);
    await Promise.all([first, second, third].map(one => settled(one, 'accepted')));
    expect(exchange.effects.of('child-1').slice(-3)).toEqual([1, 2, 3]);
    const { lastReceiptAt } = await eventually(() => exchangeStatus(exchange.dataSource), ({ outcomes }) => expect(outcomes).toEqual([
      { outcome: 'accepted', code: '', messages: 4 }, { outcome: 'parked', code: '', messages: 3 }, { outcome: 'rejected', code: 'schema-violation', messages: 1 },
    ]));
    expect(lastReceiptAt).not.toBeNull();
  });

  it('are refused for good once the child\'s personal data was erased', async () => {
    const [before, after] = ids(2) as [string, string];
    await exchange.send({ id: before, key: 'broken' });
    await settled(before, 'parked');
    await exchange.keyRing.destroy(inbound.parkingKeyOf(exchange.pseudonyms, 'US-MO', 'broken'));
    await exchange.send({ id: after, key: 'broken' });
    await settled(after, 'rejected');
    await requestParkedRedrive(exchange.dataSource, {});
    await settled(before, 'rejected');
    expect(receipts.at(-1)!.json.rejection).toMatchObject({ code: 'personal-data-erased' });
    await eventually(parked, rows => rows.length === 0);
    // what is refused before anything is sealed is kept without its value all the same, also where it does not even say whose it is
    await exchange.send({ key: 'broken', data: {} }, { key: 'broken', value: 'not JSON' }, { key: 'fine', data: {} });
    await eventually(() => letters.length === 4);
    const leftOut = (key: string) => letters.filter(letter => letter.key === key).map(({ headers, text }) => [headers['sh-reason-code'], text === null]);
    expect(leftOut('broken')).toEqual([['personal-data-erased', true], ['schema-violation', true], ['not-json', true]]);
    expect(leftOut('fine')).toEqual([['schema-violation', false]]);
  });
});
