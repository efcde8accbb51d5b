import { v5 as uuidFrom } from 'uuid';
import type { BackfillItem, HistoryBackfilledMessage } from '#contracts';
import type { Handled, ItemOutcome, Produced, SoFar } from '#kafka';
import { DomainError, instant, type Instant } from '#kernel';
import type { Told } from './told.js';

type TellItem = (type: BackfillItem['type'], told: Told<unknown>) => Promise<Produced>;

const inItem = (index: number, pointer: unknown): string =>
  (pointer === '/partitionkey' ? pointer : `/data/items/${index}${typeof pointer === 'string' ? pointer : ''}`);

/** Known when the state's own system claims to have recorded it. */
const itemOf = ({ meta, ...message }: Told<unknown>, { data, recordedAt }: BackfillItem, index: number, now: Instant): Told<unknown> => {
  const claimedRecordedAt = instant(recordedAt);
  if (claimedRecordedAt > now) throw new DomainError('claimed-in-the-future', 'This cannot have been recorded yet', 'malformed', { pointer: '/recordedAt' });
  return { ...message, data, meta: { ...meta, commandId: uuidFrom(`item ${index}`, meta.commandId), claimedRecordedAt } };
};

/** Says nothing of the item: the whole message is tried again. */
const PASSING = new Set(['too-many-concurrent-edits', 'not-caught-up']);

const refused = (index: number, error: unknown): ItemOutcome => {
  if (!(error instanceof DomainError) || PASSING.has(error.code)) throw error;
  const { code, message: detail, details: { pointer } } = error;
  return { index, status: 'rejected', produced: [], rejection: { code, pointer: inItem(index, pointer), detail } };
};

/** Each item stands for itself, in the order given; those done before a crash answer as they did then. */
export const historyBackfilled = async (told: Told<HistoryBackfilledMessage>, now: Instant, tell: TellItem, soFar: SoFar): Promise<Handled> => {
  const items: ItemOutcome[] = [];
  for (const [index, item] of told.data.items.entries()) {
    const outcome = async (): Promise<ItemOutcome> =>
      ({ index, status: 'accepted', produced: [await tell(item.type, itemOf(told, item, index, now))], rejection: null });
    items.push(await outcome().catch(error => refused(index, error)));
    await soFar(items);
  }
  return { produced: [], items };
};
