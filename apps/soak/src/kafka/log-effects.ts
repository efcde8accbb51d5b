import { recorded } from '#event-store';
import type { Recorded } from '#kernel';
import type { ExchangeWorld } from './exchange-world.js';

/** What one command of a partner wrote, as the log has it. */
export type Command = {
  readonly commandId: string;
  readonly events: readonly Recorded[];
  readonly first: bigint;
  readonly last: bigint;
  /** When its last event was recorded, ISO-8601 in UTC: only then it is done. */
  readonly doneAt: string;
};

export type Log = {
  readonly commands: readonly Command[];
  /** The commands with an event of this business time. */
  readonly byTime: ReadonlyMap<string, readonly Command[]>;
  readonly eventsTwice: number;
};

/** The commands of partners among all events, in the log's order. */
export const logOf = (events: Iterable<Recorded>): Log => {
  const byCommand = new Map<string, Recorded[]>();
  const ids = new Set<string>();
  let count = 0;
  for (const event of events) {
    if (event.metadata.actor.role !== 'partner-system') continue;
    count++;
    ids.add(event.id);
    const { commandId } = event.metadata;
    const known = byCommand.get(commandId);
    if (known) known.push(event);
    else byCommand.set(commandId, [event]);
  }
  const commands = [...byCommand].map(([commandId, written]): Command =>
    ({ commandId, events: written, first: written[0]!.position, last: written.at(-1)!.position, doneAt: written.at(-1)!.metadata.recordedAt }));
  const byTime = new Map<string, Command[]>();
  for (const command of commands) {
    for (const at of new Set(command.events.map(({ metadata }) => metadata.occurredAt))) byTime.set(at, [...(byTime.get(at) ?? []), command]);
  }
  return { commands, byTime, eventsTwice: count - ids.size };
};

/** What partners' messages led to, from the log itself. */
export const readLog = async ({ log }: ExchangeWorld): Promise<Log> => {
  const events: Recorded[] = [];
  for await (const resolved of log.readAll()) {
    const event = recorded(resolved);
    if (event) events.push(event);
  }
  return logOf(events);
};
