import { END, type EventStoreDBClient, type Position, START, streamNameFilter } from '@eventstore/db-client';
import { follow, type Subscriber } from './subscriber.js';
import { manyNoted, noted, uniqueName, useEventStore } from './support.js';

const WINDOW = 5;

describe('EventStoreDB conformance: checkpoints of a filtered subscription', () => {
  const store = useEventStore();
  let client: EventStoreDBClient;
  let subscriber: Subscriber | undefined;
  beforeAll(() => (client = store.connect()));
  afterEach(() => subscriber?.end());

  /** Nothing matches unless `prefix` says so, so that only checkpoints tell how far it is. */
  const subscribe = (fromPosition: typeof START | typeof END, prefix = uniqueName('nothing')) => {
    const checkpoints: bigint[] = [];
    const filter = streamNameFilter({
      prefixes: [prefix], maxSearchWindow: WINDOW, checkpointInterval: 1,
      checkpointReached: async (_subscription, { commit }: Position) => {
        checkpoints.push(commit);
        subscriber?.changed();
      },
    });
    subscriber = follow(client.subscribeToAll({ fromPosition, filter }));
    return { ...subscriber, checkpoints };
  };
  const rising = (positions: readonly bigint[]) => positions.every((position, index) => index === 0 || position > positions[index - 1]!);

  it('come while it catches up and when it has, each further than the last', async () => {
    const { position } = await client.appendToStream(uniqueName(), manyNoted(30));
    const { caughtUp, checkpoints } = subscribe(START);
    await caughtUp();
    expect(checkpoints.length).toBeGreaterThanOrEqual(30 / WINDOW);
    expect(rising(checkpoints)).toBe(true);
    expect(checkpoints.at(-1)).toBeGreaterThanOrEqual(position!.commit);
  });

  it('come while live, one for as many records as the interval has', async () => {
    const { caughtUp, checkpoints, until } = subscribe(END);
    await caughtUp();
    const before = checkpoints.length;
    await client.appendToStream(uniqueName(), manyNoted(WINDOW * 4));
    await until(() => checkpoints.length >= before + 3);
    expect(rising(checkpoints)).toBe(true);
  });

  it('are places to go on from', async () => {
    const prefix = uniqueName();
    await client.appendToStream(prefix, noted(0));
    const { caughtUp, checkpoints } = subscribe(START, prefix);
    await caughtUp();
    const commit = checkpoints.at(-1)!;
    await subscriber!.end();
    await client.appendToStream(prefix, noted(1));
    subscriber = follow(client.subscribeToAll({ fromPosition: { commit, prepare: commit }, filter: streamNameFilter({ prefixes: [prefix] }) }));
    await subscriber.received(1);
    expect(subscriber.events[0]!.event).toMatchObject({ revision: 1n });
  });
});
