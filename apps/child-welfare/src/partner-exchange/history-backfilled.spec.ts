import type { HistoryBackfilledMessage } from '#contracts';
import type { ItemOutcome } from '#kafka';
import { DomainError, instant } from '#kernel';
import { historyBackfilled } from './history-backfilled.js';
import type { Told } from './told.js';

it('says after each item how far it came, also before it fails', async () => {
  const item = { type: 'partner.child-welfare.concern-received.v1', recordedAt: '2025-03-01T10:00:00Z', data: {} };
  const told = {
    data: { items: [item, item, item] }, child: 'c', partner: { source: 's', agency: 'US-MO', state: 'MO', county: null },
    meta: { commandId: '3f0c6a52-8a0f-4b0b-9b51-7d1b0f0f6e2d', fingerprint: 'f', correlationId: 'c', actor: { subject: 's', role: 'r', agency: null, county: null } },
  } as unknown as Told<HistoryBackfilledMessage>;
  const ends = [async () => ({ kind: 'concern', id: 'c-1' }), async () => { throw new DomainError('no', 'No'); }, async () => { throw new Error('broken'); }];
  const seen: (readonly ItemOutcome[])[] = [];
  await expect(historyBackfilled(told, instant('2026-01-01T00:00:00Z'), () => ends.shift()!(), async items => void seen.push([...items]))).rejects.toThrow('broken');
  expect(seen.map(items => items.map(({ status }) => status))).toEqual([['accepted'], ['accepted', 'rejected']]);
});
