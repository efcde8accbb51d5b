import { jsonEvent, NO_STREAM, WrongExpectedVersionError, type EventStoreDBClient } from '@eventstore/db-client';
import { v5 as uuidFrom } from 'uuid';
import { DomainError, type Actor, type Category, type Clock, type Decision, type Event, type EventMetadata, type Instant } from '#kernel';
import { readHistory, type Appended, type History } from './history.js';
import type { PersonalDataCodec } from './personal-data-codec.js';
import { assertAsPublished } from './published-schema.js';

/** What is known of a command besides its content. */
export type Meta = {
  /** Names the command: the same id with the same fingerprint is the same command, however often it arrives. */
  readonly commandId: string;
  /** Keyed hash of the command's content. */
  readonly fingerprint: string;
  readonly correlationId: string;
  readonly causationId?: string;
  readonly actor: Actor;
  /** From `If-Match`: the revision the sender decided on. */
  readonly expectedRevision?: bigint;
  /** Imports only: when the source system says it was recorded. */
  readonly claimedRecordedAt?: Instant;
};

const ATTEMPTS = 25;

/** The only way to write: every change of an aggregate is a decision on what its stream says. */
export class EventStore {
  /** The last decision under way on each stream: those of one process wait for each other instead of conflicting. */
  private readonly underWay = new Map<string, Promise<unknown>>();

  constructor(
    private readonly client: EventStoreDBClient,
    private readonly clock: Clock,
    private readonly codec: PersonalDataCodec,
  ) {}

  /**
   * Reads the aggregate, lets the decision decide, appends what it yields; on a conflict reads and decides again.
   * A command already in the stream answers as the first time. Refuses with `idempotency-key-reused` (same id,
   * other content), `stale-revision` (`If-Match` no longer holds; `details.changes` says what came since), `too-many-concurrent-edits`,
   * or whatever the decision throws.
   */
  decide<State, E extends Event>(category: Category<State, E>, id: string, decision: Decision<State, E>, meta: Meta): Promise<Appended> {
    const stream = `${category.name}-${id}`;
    const before = this.underWay.get(stream) ?? Promise.resolve();
    const decided = before.then(() => this.decideNow(category, id, decision, meta));
    const settled = decided.catch(() => undefined).finally(() => {
      if (this.underWay.get(stream) === settled) this.underWay.delete(stream);
    });
    this.underWay.set(stream, settled);
    return decided;
  }

  /** The aggregate as it is now, personal values in clear: for decisions of other aggregates, never for an answer. */
  async load<State, E extends Event>(category: Category<State, E>, id: string): Promise<{ state: State; revision: bigint; position: bigint } | undefined> {
    const { state, revision, position } = await readHistory(this.client, this.codec, category, id);
    return revision < 0n ? undefined : { state, revision, position };
  }

  /**
   * What this very command wrote to the stream, if it has done so before; refuses with `idempotency-key-reused`. For handlers
   * whose own checks no longer hold once the command is done: `decide` looks by itself.
   */
  async earlier<State, E extends Event>(category: Category<State, E>, id: string, { commandId, fingerprint }: Meta): Promise<Appended | undefined> {
    const found = (await readHistory(this.client, this.codec, category, id)).commands.get(commandId);
    return found && sameContent(found, fingerprint);
  }

  private async decideNow<State, E extends Event>(
    category: Category<State, E>, id: string, decision: Decision<State, E>, meta: Meta,
  ): Promise<Appended> {
    for (let attempt = 1; ; attempt++) {
      const history = await readHistory(this.client, this.codec, category, id);
      const earlier = history.commands.get(meta.commandId);
      if (earlier) return sameContent(earlier, meta.fingerprint);
      if (meta.expectedRevision !== undefined && meta.expectedRevision !== history.revision) {
        throw stale(history, decision, this.clock.now(), meta.expectedRevision);
      }
      const now = this.clock.now();
      const events = decision(history.state, now);
      if (events.length === 0) return { id, revision: history.revision, position: history.position, eventIds: [] };
      const stored = await Promise.all(events.map((event, index) => this.toStored(category, id, event, index, meta, now)));
      try {
        const result = await this.client.appendToStream(`${category.name}-${id}`, stored, {
          expectedRevision: history.revision < 0n ? NO_STREAM : history.revision,
        });
        return { id, revision: result.nextExpectedRevision, position: result.position!.commit, eventIds: stored.map(event => event.id) };
      } catch (error) {
        if (!(error instanceof WrongExpectedVersionError)) throw error;
        if (attempt === ATTEMPTS) throw new DomainError('too-many-concurrent-edits', 'Too many others are changing this: try again');
      }
    }
  }

  private async toStored<State, E extends Event>(category: Category<State, E>, id: string, event: E, index: number, meta: Meta, now: Instant) {
    const { scope } = category;
    const data = await this.codec.seal(typeof scope === 'function' ? scope(event.data as Record<string, unknown>) : scope, event.data);
    assertAsPublished(event.type, data);
    const metadata: EventMetadata = {
      $correlationId: meta.correlationId,
      $causationId: meta.causationId ?? meta.commandId,
      commandId: meta.commandId,
      fingerprint: meta.fingerprint,
      actor: meta.actor,
      occurredAt: event.occurredAt ?? meta.claimedRecordedAt ?? now,
      recordedAt: now,
      ...(meta.claimedRecordedAt ? { claimedRecordedAt: meta.claimedRecordedAt } : {}),
      schemaVersion: category.schemaVersions?.[event.type] ?? 1,
    };
    return jsonEvent({ id: uuidFrom(`${category.name}-${id}|${index}`, meta.commandId), type: event.type, data: data as Record<string, unknown>, metadata });
  }
}

/** What others changed since; but to whom the decision itself is forbidden, that and nothing else. */
const stale = <State, E extends Event>({ state, revision, changesSince }: History<State>, decision: Decision<State, E>, now: Instant, expected: bigint) => {
  try {
    decision(state, now);
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'forbidden') return error;
  }
  const details = { current: String(revision), changes: changesSince(expected) };
  return new DomainError('stale-revision', 'Someone else has changed this since you read it', 'stale', details);
};

const sameContent = ({ fingerprint, ...appended }: Appended & { fingerprint: string }, sent: string): Appended => {
  if (fingerprint !== sent) {
    throw new DomainError('idempotency-key-reused', 'This idempotency key was used before, for another content', 'reused');
  }
  return appended;
};

/** The id of what a command creates: derived from the command's own id, so that a repeated command creates nothing new. */
export const newId = <State, E extends Event>(category: Category<State, E>, { commandId }: Pick<Meta, 'commandId'>): string =>
  uuidFrom(category.name, commandId);
