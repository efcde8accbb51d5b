import { isFinal, placeOf, type Entry, type Receipt } from './answer-book.js';
import { FAULTS } from './faults.js';
import type { Command, Log } from './log-effects.js';
import type { Effect, Need } from './messages.js';

/** A message with its one final receipt and what the log has of it. */
export type Judged = { readonly entry: Entry; readonly receipt: Receipt; readonly commands: readonly Command[] };
export type JudgedAll = ReadonlyMap<Entry['message'], Judged>;

const typesOf = ({ events }: Command) => events.map(({ type }) => type).sort().join();

/** The one command that did it and nothing else, or why there is none such. */
const foundOnce = ({ byTime }: Log, { at, types }: Effect): Command | string => {
  const [command, ...more] = byTime.get(at) ?? [];
  if (!command) return 'accepted, and not in the log';
  if (more.length > 0) return `done by ${more.length + 1} commands`;
  const [want, got] = [[...types].sort().join(), typesOf(command)];
  return want === got ? command : `expected ${want}, the log has ${got}`;
};

const names = ({ events }: Command, id: string) =>
  events.some(({ stream, data }) => stream.endsWith(id) || (data as { reportId?: string }).reportId === id);

/** The final receipt of a message and its effects; `say` gets what is wrong with them by themselves. */
export const judge = (entry: Entry, log: Log, lies: (place: string) => number | undefined, say: (fault: string) => void): Judged | undefined => {
  const { message, receipts, copies } = entry;
  const finals = receipts.filter(isFinal);
  const receipt = finals[0];
  if (!receipt) return void say('has no final receipt');
  if (new Set(finals.map(({ ceId, status, offset, partition }) => `${ceId} ${status} ${partition}/${offset}`)).size > 1) say('has final receipts that differ');
  if (receipts.length < copies) say(`was sent ${copies} times and answered ${receipts.length} times`);
  if (lies(placeOf(receipt)) !== message.index) say('has a receipt that names another place');
  if (receipt.status === 'rejected') {
    if (message.effects.some(({ at }) => log.byTime.has(at))) say('was rejected, and is in the log');
    return { entry, receipt, commands: [] };
  }
  const found = message.effects.map(effect => foundOnce(log, effect));
  for (const fault of found) if (typeof fault === 'string') say(fault);
  const commands = found.filter(each => typeof each !== 'string');
  const items = receipt.items ?? [];
  if (message.effects.length > 1 && (items.length !== message.effects.length || items.some(({ status }) => status !== 'accepted'))) say('has items not accepted');
  for (const { id, position } of receipt.produced) {
    if (!commands.some(command => names(command, id) && command.events.some(event => String(event.position) === position))) say('produced something else than its receipt says');
  }
  return { entry, receipt, commands };
};

const firstOf = ({ commands }: Judged): Command | undefined => commands[0];

/** Whether what the message needs had not been done when it was decided, and need not have been: it came by another partition. */
const wasMissing = ({ message }: Need, { receipt }: Judged, all: JudgedAll): boolean => {
  const need = all.get(message);
  if (!need || need.receipt.status === 'rejected') return true;
  const inOrder = need.receipt.partition === receipt.partition && BigInt(need.receipt.offset) < BigInt(receipt.offset);
  return !inOrder && (firstOf(need)?.doneAt ?? '') >= receipt.decidedAt;
};

/** Whether the message was rightly accepted or rejected; what is wrong, or nothing. */
export const misjudged = (judged: Judged, all: JudgedAll): string | undefined => {
  const { entry: { message: { fault, needs } }, receipt: { status, rejection } } = judged;
  const told = status === 'rejected' ? `${rejection?.code} ${rejection?.pointer}` : status;
  if (fault) {
    const { code, pointer } = FAULTS[fault];
    return told === `${code} ${pointer}` ? undefined : `expected ${code} ${pointer}, got ${told}`;
  }
  if (status === 'accepted') {
    const early = needs.some(({ message }) => {
      const need = all.get(message);
      return need && (need.receipt.status === 'rejected' || (firstOf(need)?.first ?? 0n) > (firstOf(judged)?.first ?? 0n));
    });
    return early ? 'accepted before what it needs' : undefined;
  }
  const pointers = { 'unknown-child': '/partitionkey', 'unknown-episode': '/data/episode' } as const;
  const excused = needs.some(need => told === `${need.code} ${pointers[need.code]}` && wasMissing(need, judged, all));
  return excused ? undefined : `expected accepted, got ${told}`;
};
