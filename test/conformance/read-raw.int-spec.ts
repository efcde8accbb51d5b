import { randomUUID } from 'node:crypto';
import { jsonEvent } from '@eventstore/db-client';
import { drain, empty, identifier, rawStreams, type RawStreams, streams } from './raw.js';
import { manyNoted, noted, uniqueName, useEventStore } from './support.js';

const { Options } = streams.ReadReq;
type Change = (options: streams.ReadReq.Options) => unknown;

describe('EventStoreDB conformance: Read on the wire', () => {
  const store = useEventStore();
  let raw: RawStreams;
  const stream = uniqueName();
  beforeAll(async () => {
    raw = rawStreams(store.url());
    await store.connect().appendToStream(stream, manyNoted(5));
  });
  afterAll(() => raw.close());

  const ofStream = (name: string): Change => options =>
    options.setStream(new Options.StreamOptions().setStreamIdentifier(identifier(name)).setStart(empty()));
  const ofAll: Change = options => options.setAll(new Options.AllOptions().setStart(empty()));
  const count = (most: number): Change => options => options.setCount(String(most));
  const subscribe: Change = options => options.setSubscription(new Options.SubscriptionOptions());
  const backwards: Change = options => options.setReadDirection(Options.ReadDirection.BACKWARDS);
  const unfiltered: Change = options => options.setNoFilter(empty());
  const stringIds: Change = options => options.setUuidOption(new Options.UUIDOption().setString(empty()));
  const structuredIds: Change = options => options.setUuidOption(new Options.UUIDOption().setStructured(empty()));
  const compatible: Change = options => options.setControlOption(new Options.ControlOption().setCompatibility(1));
  const filtered = (multiplier: number): Change => options => {
    const filter = new Options.FilterOptions().setMax(2).setCheckpointintervalmultiplier(multiplier);
    options.setFilter(filter.setStreamIdentifier(new Options.FilterOptions.Expression().setPrefixList([stream])));
  };
  const read = (...changes: Change[]) => {
    const options = new Options();
    for (const change of changes) change(options);
    return drain<streams.ReadResp>(raw.read(new streams.ReadReq().setOptions(options)));
  };

  it.each<[string, Change[]]>([
    ['no form of ids', [ofStream(stream), count(1), unfiltered]],
    ['a filter on a stream', [ofStream(stream), count(1), stringIds, filtered(1)]],
    ['a subscription backwards', [ofStream(stream), subscribe, backwards, stringIds, unfiltered]],
    ['a subscription to $all backwards', [ofAll, subscribe, backwards, stringIds, unfiltered]],
    ['neither a count nor a subscription', [ofStream(stream), stringIds, unfiltered]],
    ['neither a stream nor $all', [count(1), stringIds, unfiltered]],
    ['neither a filter nor none', [ofStream(stream), count(1), stringIds]],
    ['a checkpoint interval of nothing', [ofAll, subscribe, stringIds, filtered(0)]],
  ])('refuses %s', async (_, changes) => {
    expect((await read(...changes)).error).toMatchObject({ code: 3 });
  });

  it('gives event ids as text in lower case, or in two halves', async () => {
    const name = uniqueName();
    const id = randomUUID();
    await store.connect().appendToStream(name, noted(1, { id: id.toUpperCase() }));
    const [text] = (await read(ofStream(name), count(1), stringIds, unfiltered)).messages;
    expect(text!.getEvent()!.getEvent()!.getId()!.getString()).toBe(id);
    const [halves] = (await read(ofStream(name), count(1), structuredIds, unfiltered)).messages;
    const { mostSignificantBits, leastSignificantBits } = halves!.getEvent()!.getEvent()!.getId()!.getStructured()!.toObject();
    const hex = [mostSignificantBits, leastSignificantBits].map(half => BigInt.asUintN(64, BigInt(half)).toString(16).padStart(16, '0'));
    expect(hex.join('')).toBe(id.replaceAll('-', ''));
  });

  it('gives type, content type and creation in ticks of 100 ns', async () => {
    const [first] = (await read(ofStream(stream), count(1), stringIds, unfiltered)).messages;
    const properties = first!.getEvent()!.getEvent()!.getMetadataMap();
    expect([properties.get('type'), properties.get('content-type')]).toEqual(['Noted', 'application/json']);
    const created = Number(BigInt(properties.get('created')!) / 10_000n);
    expect(Math.abs(created - Date.now())).toBeLessThan(10 * 60_000);
  });

  it('says of a missing stream that it is not found, and ends well', async () => {
    const { messages, error } = await read(ofStream(uniqueName()), count(1), stringIds, unfiltered);
    expect(error).toBeUndefined();
    expect(messages.map(message => message.hasStreamNotFound())).toEqual([true]);
  });

  it('ends with the last revision for clients that ask for it, and begins with the first where truncation hid the page', async () => {
    const { messages } = await read(ofStream(stream), count(2), stringIds, unfiltered, compatible);
    expect(messages.map(message => message.hasEvent())).toEqual([true, true, false]);
    expect(messages.at(-1)!.getLastStreamPosition()).toBe('4');

    const truncated = uniqueName();
    await store.connect().appendToStream(truncated, manyNoted(3));
    await store.connect().setStreamMetadata(truncated, { truncateBefore: 7 });
    const hidden = (await read(ofStream(truncated), count(2), stringIds, unfiltered, compatible)).messages;
    expect(hidden.map(message => [message.getFirstStreamPosition(), message.getLastStreamPosition()])).toEqual([['7', '0'], ['0', '2']]);
  });

  it.each([['forwards', [], ['0', '1', '2']], ['backwards', [backwards], ['4', '3', '2']]] as const)(
    'reads $all filtered, %s', async (_, direction, revisions) => {
      const all = new Options.AllOptions();
      const source: Change = options => options.setAll(direction.length > 0 ? all.setEnd(empty()) : all.setStart(empty()));
      const { messages } = await read(source, ...direction, count(3), stringIds, filtered(1));
      expect(messages.map(message => message.getEvent()!.getEvent()!.getStreamRevision())).toEqual(revisions);
    });

  it('confirms a subscription first, with an id', async () => {
    const options = new Options();
    for (const change of [ofStream(stream), subscribe, stringIds, unfiltered]) change(options);
    const call = raw.read(new streams.ReadReq().setOptions(options));
    const first = await new Promise<streams.ReadResp>(resolve => call.once('data', resolve));
    expect(first.getConfirmation()!.getSubscriptionId()).toMatch(/^[0-9a-f-]{36}$/);
    call.on('error', () => undefined);
    call.cancel();
  });

  it('follows links when it is asked to', async () => {
    const client = store.connect();
    const links = uniqueName('links');
    const link = (target: string) => ({ ...jsonEvent({ type: '$>', data: {} }), contentType: 'application/octet-stream' as const, data: Buffer.from(target) });
    await client.appendToStream(links, [link(`3@${stream}`), link(`99@${stream}`), link('nowhere')]);
    const resolved: [string | undefined, string | undefined][] = [];
    for await (const event of client.readStream(links, { resolveLinkTos: true })) resolved.push([event.event?.streamId, event.link?.streamId]);
    expect(resolved).toEqual([[stream, links], [undefined, links], [links, undefined]]);
    const plain: (string | undefined)[] = [];
    for await (const event of client.readStream(links)) plain.push(event.event?.type);
    expect(plain).toEqual(['$>', '$>', '$>']);
  });
});
