import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent, NO_STREAM, START } from '@eventstore/db-client';
import { freePort } from '#embedded-postgres';
import { freshDatabase } from '#testing';

const PROGRAM = join(process.cwd(), 'dist/libs/embedded-event-store/src/main.js');
const WRITERS = 8;
const EVENTS_PER_APPEND = 3;
const KILLS = 4;
const APPENDS_BEFORE_A_KILL = 120;

type Acknowledged = { append: string; stream: string; last: bigint; position: bigint };

describe('an event store killed with SIGKILL in the middle of appends', () => {
  let child: ChildProcess;
  let port: number;
  let databaseUrl: string;
  const acknowledged: Acknowledged[] = [];

  const start = async () => {
    child = fork(PROGRAM, ['--port', String(port)], { env: { ...process.env, DATABASE_URL: databaseUrl }, execArgv: [], silent: true });
    const failed = once(child, 'exit').then(([code]) => Promise.reject(new Error(`The server ended with ${code}`)));
    failed.catch(() => undefined); // later it is killed on purpose
    await Promise.race([once(child, 'message'), failed]);
    return EventStoreDBClient.connectionString(`esdb://127.0.0.1:${port}?tls=false`);
  };
  const kill = async () => {
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  };

  /** Appends until the server is gone: half of the writers to streams of their own, the others to one they share. */
  const write = async (client: EventStoreDBClient, round: number, writer: number, onAppend: () => void) => {
    const own = writer % 2 === 0;
    const stream = own ? `own-${round}-${writer}` : 'shared';
    for (let number = 0, last: bigint | undefined; ; number += 1) {
      const append = `${round}-${writer}-${number}`;
      const events = Array.from({ length: EVENTS_PER_APPEND }, (_, index) => jsonEvent({ type: 'Noted', data: { append, index } }));
      try {
        const result = await client.appendToStream(stream, events, own ? { expectedRevision: last ?? NO_STREAM } : {});
        last = result.nextExpectedRevision;
        acknowledged.push({ append, stream, last, position: result.position!.commit });
        onAppend();
      } catch {
        return;
      }
    }
  };

  beforeAll(async () => {
    [databaseUrl, port] = [await freshDatabase(), await freePort()];
    for (let round = 0; round < KILLS; round += 1) {
      const client = await start();
      const enough = acknowledged.length + APPENDS_BEFORE_A_KILL;
      let killed: Promise<void> | undefined;
      await Promise.all(Array.from({ length: WRITERS }, (_, writer) =>
        write(client, round, writer, () => {
          if (acknowledged.length >= enough) killed ??= kill();
        })));
      await killed;
      await client.dispose();
    }
  });
  afterAll(() => kill());

  it('has every acknowledged append once, whole, and in order', async () => {
    const client = await start();
    const found = new Map<string, { stream: string; revision: bigint; index: number; position: bigint }[]>();
    let before = -1n;
    for await (const { event } of client.readAll({ fromPosition: START })) {
      const { streamId: stream, revision, position } = event!;
      const { append, index } = event!.data as { append: string; index: number };
      expect(position!.commit).toBeGreaterThan(before);
      before = position!.commit;
      found.set(append, [...(found.get(append) ?? []), { stream, revision, index, position: position!.commit }]);
    }
    await client.dispose();

    expect(acknowledged.length).toBeGreaterThanOrEqual(KILLS * APPENDS_BEFORE_A_KILL);
    for (const { append, stream, last, position } of acknowledged) {
      const events = found.get(append) ?? [];
      expect(events.map(({ index, revision }) => [index, revision])).toEqual([[0, last - 2n], [1, last - 1n], [2, last]]);
      expect(events.at(-1)).toMatchObject({ stream, position });
    }
    // those that were not acknowledged are there once and whole, or not at all
    expect([...found.values()].filter(events => events.length !== EVENTS_PER_APPEND)).toEqual([]);
  });
});
