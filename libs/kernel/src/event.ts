import type { Instant } from './instant.js';
import type { AtRest, KeyScope } from './personal.js';

/** A fact, in the past tense and the actor's words. Stored names never change. */
export type Event<Type extends string = string, Data = unknown> = {
  readonly type: Type;
  readonly data: Data;
  /** Business time: when it happened or was learned. Left out, it is the moment of recording, for imports the claimed one. */
  readonly occurredAt?: Instant;
};

/** Who acts: the token's opaque subject, the agency it acts for, and as what. */
export type Actor = { readonly subject: string; readonly role: string; readonly agency: string | null; readonly county: string | null };

/** What is stored beside the data of every event. */
export type EventMetadata = {
  readonly $correlationId: string;
  readonly $causationId: string;
  readonly commandId: string;
  /** HMAC of the command's content: tells a repeated command from a reused id. */
  readonly fingerprint: string;
  readonly actor: Actor;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  /** Imports only: when the source system says it was recorded. Reports call it a claim. */
  readonly claimedRecordedAt?: Instant;
  readonly schemaVersion: number;
};

/** An event as read from the store: personal values sealed. */
export type Recorded<E extends Event = Event> = E extends Event<infer Type, infer Data>
  ? {
      readonly type: Type;
      readonly data: AtRest<Data>;
      readonly id: string;
      readonly stream: string;
      readonly revision: bigint;
      readonly position: bigint;
      readonly metadata: EventMetadata;
    }
  : never;

/** When it became known: the source system's claim if there is one, else when we recorded it. */
export const knownAt = (metadata: EventMetadata): Instant => metadata.claimedRecordedAt ?? metadata.recordedAt;

/** A pure decision. One that already holds yields nothing, so every command can be repeated. */
export type Decision<State, E extends Event> = (state: State, now: Instant) => readonly E[];

/** One kind of aggregate: its stream names, its state, and whose keys seal its personal values. */
export type Category<State, E extends Event> = {
  /** `service.noun`; the stream is this, a hyphen, and the id. */
  readonly name: string;
  /** The record class, or from an event's data the one record whose key it is. */
  readonly scope: KeyScope | ((data: Readonly<Record<string, unknown>>) => KeyScope);
  readonly initial: State;
  evolve(state: State, event: E): State;
  /** Per event type, from the stored shape to the newest; may move or rename personal values, never compute on them. */
  readonly upcasters?: Readonly<Record<string, (data: never, schemaVersion: number) => unknown>>;
  /** Per event type, when above 1. */
  readonly schemaVersions?: Readonly<Record<string, number>>;
};
