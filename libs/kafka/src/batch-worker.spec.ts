import type { EachBatchPayload } from 'kafkajs';
import type { DataSource } from 'typeorm';
import { plusHours } from '#kernel';
import { FakeClock } from '#testing';
import type { Answers } from './answers.js';
import { BatchWorker } from './batch-worker.js';
import type { Reception } from './reception.js';
import { Tally } from './tally.js';

it('counts a message once it is answered, at that time', async () => {
  const clock = new FakeClock();
  const written: string[] = [];
  const dataSource = { query: async (_: string, [rows]: [string]) => void written.push(rows) } as unknown as DataSource;
  const tally = new Tally(dataSource, clock);
  let answered = () => {};
  const answers = { sendSurely: () => new Promise<void>(resolve => (answered = resolve)) } as unknown as Answers;
  const reception = { receive: async () => ({ read: {}, outcome: { status: 'accepted', rejection: null, decidedAt: clock.now() } }) } as unknown as Reception;
  const payload = {
    batch: { partition: 0, messages: [{ key: null, value: null, offset: '0' }] },
    heartbeat: async () => undefined, resolveOffset: () => undefined,
    commitOffsetsIfNecessary: async () => undefined, uncommittedOffsets: () => ({ topics: [] }),
  } as unknown as EachBatchPayload;
  const working = new BatchWorker({ topic: 'inbound', reception, answers, tally }).work(payload);
  await new Promise(resolve => setImmediate(resolve));
  await tally.write();
  expect(written).toEqual([]);
  clock.set(plusHours(clock.now(), 1));
  answered();
  await working;
  await tally.write();
  expect(JSON.parse(written[0]!)).toEqual([{ outcome: 'accepted', code: '', messages: 1, last_at: '2026-03-02T16:00:00.000Z' }]);
});
