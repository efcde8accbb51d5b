import { START, StreamNotFoundError, type EventStoreDBClient } from '@eventstore/db-client';
import type { Category, Event, Recorded } from '#kernel';
import { PersonalDataCodec } from './personal-data-codec.js';
import { recorded } from './recorded.js';

/** What one command did: the same answer however often it is repeated. */
export type Appended = {
  /** The aggregate's id. */
  readonly id: string;
  /** Revision of the last event the command wrote; -1 when the stream is still empty. */
  readonly revision: bigint;
  /** Log position of that event: what `Min-Position` takes. */
  readonly position: bigint;
  readonly eventIds: readonly string[];
};

/** One event, as whoever lost an edit to it is told: never its data. */
export type Change = {
  readonly revision: string;
  readonly type: string;
  /** The role of whoever did it. */
  readonly by: string;
  /** The subject of whoever did it: opaque, never a name. */
  readonly who: string;
  readonly at: string;
  /** What the event says anew, by the names of its fields; ids are none of them. */
  readonly fields: readonly string[];
};

export type History<State> = {
  readonly state: State;
  readonly revision: bigint;
  readonly position: bigint;
  /** By command id: what it wrote and of which content it was. */
  readonly commands: ReadonlyMap<string, Appended & { fingerprint: string }>;
  /** What happened after a revision, by whom and when. */
  readonly changesSince: (revision: bigint) => readonly Change[];
};

const toChange = ({ revision, type, data, metadata }: Recorded): Change => ({
  revision: String(revision), type, by: metadata.actor.role, who: metadata.actor.subject, at: metadata.recordedAt,
  fields: Object.keys(data as object).filter(name => !name.endsWith('Id')),
});

const readAll = async (client: EventStoreDBClient, stream: string): Promise<Recorded[]> => {
  const events: Recorded[] = [];
  try {
    for await (const resolved of client.readStream(stream, { fromRevision: START })) {
      const event = recorded(resolved);
      if (event) events.push(event);
    }
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw error;
  }
  return events;
};

/** Reads a stream and folds it: personal values opened, old shapes brought up to date. */
export const readHistory = async <State, E extends Event>(
  client: EventStoreDBClient, codec: PersonalDataCodec, category: Category<State, E>, id: string,
): Promise<History<State>> => {
  const events = await readAll(client, `${category.name}-${id}`);
  const opened = await codec.open(events.map(event => event.data));
  const commands = new Map<string, Appended & { fingerprint: string }>();
  let state = category.initial;
  events.forEach((event, index) => {
    const upcast = category.upcasters?.[event.type];
    const data = upcast ? upcast(opened[index] as never, event.metadata.schemaVersion) : opened[index];
    state = category.evolve(state, { type: event.type, data, occurredAt: event.metadata.occurredAt } as E);
    const { commandId, fingerprint } = event.metadata;
    const eventIds = [...(commands.get(commandId)?.eventIds ?? []), event.id];
    commands.set(commandId, { id, revision: event.revision, position: event.position, eventIds, fingerprint });
  });
  const last = events.at(-1);
  return {
    state, revision: last?.revision ?? -1n, position: last?.position ?? 0n, commands,
    changesSince: revision => events.filter(event => event.revision > revision).map(toChange),
  };
};
