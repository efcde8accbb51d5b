import type { DataSource } from 'typeorm';
import { SystemClock } from '#kernel';
import { Pseudonyms, type KeyRing } from '#security';
import type { RawMessage } from './raw-message.js';
import { Reception } from './reception.js';
import { inbound, messageOf, settingsFor } from './spec-kit.js';

const nothingKnown = { query: async () => [{ outcome: null, childHeld: false, partnerPaused: false }] };
const dataSource = { transaction: (work: (tx: unknown) => unknown) => work(nothingKnown) } as unknown as DataSource;

it('a message that reading fails at, by a fault of ours, is refused by its place and told in the log', async () => {
  const lines: string[] = [];
  const reception = new Reception({
    dataSource, inbound, partners: settingsFor('', '').partners, clock: new SystemClock(), pseudonyms: new Pseudonyms(new Uint8Array(32).fill(1)),
    keyRing: undefined as unknown as KeyRing, handler: async () => ({ produced: [] }), log: line => void lines.push(line),
  });
  const { key, value } = messageOf({});
  const raw: RawMessage = { topic: 'inbound', partition: 2, offset: '7', key: Buffer.from(key!), value: Buffer.from(value), headers: null as never };
  const { read, outcome } = await reception.receive(raw, new AbortController().signal);
  expect(outcome).toMatchObject({ status: 'rejected', rejection: { code: 'unreadable' }, partition: 2, offset: '7' });
  expect(read.identity.id).toMatch(/^inbound\/2\/7\//);
  expect(lines).toEqual([expect.stringMatching(/^exchange: could not read 2\/7: TypeError /)]);
});
