import { percentile } from '../compare.js';
import type { AnswerBook } from './answer-book.js';
import { placeOf } from './answer-book.js';
import type { Interval } from './chaos.js';
import { judge, misjudged, type Judged } from './judge.js';
import type { Log } from './log-effects.js';
import type { Plan, Planned } from './messages.js';
import type { Topics } from './partner.js';

export type Comparison = { readonly accepted: number; readonly rejected: number; readonly mismatches: readonly string[] };

const grouped = <T>(values: Iterable<T>, keyOf: (value: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
};

/** One child's messages of one partition whose effects do not follow each other in the log as the messages did in the partition. */
const outOfOrder = (accepted: readonly Judged[]): readonly string[] =>
  [...grouped(accepted, ({ entry: { message: { source, child } }, receipt }) => `${source} ${child} in partition ${receipt.partition}`)].flatMap(([name, group]) => {
    const inOrder = [...group].sort((one, other) => Number(BigInt(one.receipt.offset) - BigInt(other.receipt.offset)));
    let last = -1n;
    return inOrder.flatMap(({ commands, entry }) => {
      const early = commands.some(({ first }) => first < last);
      for (const command of commands) if (command.last > last) last = command.last;
      return early ? [`${name}: ${entry.message.id} was applied before its predecessor`] : [];
    });
  });

/** What came out against what had to, message by message. It shares no code with what decided them. */
export const compare = ({ messages }: Plan, book: AnswerBook, log: Log, { places, deadLetters }: Topics): Comparison => {
  const faults: string[] = [];
  const copies = new Map<number, number>();
  for (const index of places.values()) copies.set(index, (copies.get(index) ?? 0) + 1);
  const all = new Map<Planned, Judged>();
  for (const entry of book.entries) {
    entry.copies = copies.get(entry.message.index) ?? 0;
    const judged = judge(entry, log, place => places.get(place), fault => faults.push(`${entry.message.id} ${entry.message.type} ${fault}`));
    if (judged) all.set(entry.message, judged);
  }
  if (book.entries.length < messages.length) faults.push(`${messages.length - book.entries.length} messages were not sent`);
  for (const stranger of book.strangers) if (!places.has(placeOf(stranger))) faults.push(`a receipt of nothing that was sent: ${placeOf(stranger)}`);
  for (const judged of all.values()) {
    const fault = misjudged(judged, all);
    if (fault) faults.push(`${judged.entry.message.id} ${judged.entry.message.type} ${fault}`);
  }
  const [accepted, rejected] = [[...all.values()].filter(({ receipt }) => receipt.status === 'accepted'), [...all.values()].filter(({ receipt }) => receipt.status === 'rejected')];
  faults.push(...outOfOrder(accepted));
  for (const { receipt, entry } of rejected) {
    const code = deadLetters.get(placeOf(receipt));
    if (code !== receipt.rejection?.code) faults.push(`${entry.message.id} was rejected with ${receipt.rejection?.code}, its dead letter says ${code}`);
  }
  const claimed = new Set(accepted.flatMap(({ commands }) => commands.map(({ commandId }) => commandId)));
  for (const { commandId, events } of log.commands) if (!claimed.has(commandId)) faults.push(`${events[0]!.type} by ${commandId}: in the log, and no receipt accepted it`);
  if (log.eventsTwice > 0) faults.push(`${log.eventsTwice} events are in the log twice`);
  return { accepted: accepted.length, rejected: rejected.length, mismatches: faults };
};

/** From sending to the first final receipt, in milliseconds, of messages sent once while nothing was away or being made good. */
export const calmLatencies = ({ entries }: AnswerBook, disturbed: readonly Interval[]) => {
  const calm = entries.flatMap(({ sentAt, answeredAt, copies, receipts }) => {
    if (answeredAt === undefined || copies !== 1 || receipts.length !== 1) return [];
    return disturbed.some(({ from, to }) => sentAt <= to && answeredAt >= from) ? [] : [answeredAt - sentAt];
  }).sort((a, b) => a - b);
  return { p50: percentile(calm, 0.5), p99: percentile(calm, 0.99), max: percentile(calm, 1), of: calm.length };
};
