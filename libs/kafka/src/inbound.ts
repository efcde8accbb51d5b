import type { Published, Topic } from '#contracts';
import type { Instant } from '#kernel';
import type { KeyOwner, Pseudonyms } from '#security';
import type { Partner } from './partners.js';

/** A partner's message whose envelope and data hold. */
export type InboundMessage = {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  /** The partner's opaque token of the child: the Kafka key. */
  readonly child: string;
  readonly time: Instant | null;
  /** As its schema says; instants still with the partner's offset. */
  readonly data: unknown;
  readonly partner: Partner;
  /** Derived from source and id: what the handler does under it is done once, however often the message comes. */
  readonly commandId: string;
  /** Keyed hash of the content. */
  readonly fingerprint: string;
  readonly correlationId: string;
};

/** What a message brought about. Opaque ids only. */
export type Produced = { readonly kind: string; readonly id: string; readonly ref?: string; readonly position?: string };

/** Why a message or an item was refused. `detail` is a fixed text of the code, never a value. */
export type Rejection = { readonly code: string; readonly pointer: string | null; readonly detail: string };

/** What became of one item of a batch. */
export type ItemOutcome = {
  readonly index: number;
  readonly status: 'accepted' | 'rejected';
  readonly produced: readonly Produced[];
  readonly rejection: Rejection | null;
};

export type Handled = { readonly produced: readonly Produced[]; readonly items?: readonly ItemOutcome[] };

/** What partners send to a service: the topics, and what may be in them. */
export type Inbound = {
  readonly topic: Topic;
  readonly deadLetters: Topic;
  readonly receipts: Topic;
  /** The consumer group. */
  readonly group: string;
  /** The contracts by full type. */
  readonly messages: ReadonlyMap<string, Pick<Published, 'type' | 'schema'>>;
  /** A larger value is refused, `message-too-large`; in bytes. */
  readonly maxValueBytes: number;
  /** Whose key seals what is parked of an agency's child: whoever erases the child destroys it. */
  readonly parkingKeyOf: (pseudonyms: Pseudonyms, agency: string, child: string) => KeyOwner;
};

/**
 * Does what a message asks for, under `message.commandId`, and says what came of it. A DomainError refuses the message (its
 * `details.pointer` is told); a store that is away is tried again for ever; anything else three times, then the message is parked.
 * Of a batch it says after each item how far it came, so that a message given up later is not said to have done nothing.
 */
export type Handler = (message: InboundMessage, soFar: SoFar) => Promise<Handled>;
export type SoFar = (items: readonly ItemOutcome[]) => Promise<void>;
