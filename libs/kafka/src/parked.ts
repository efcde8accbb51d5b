import type { EntityManager } from 'typeorm';
import type { KeyRing, Pseudonyms } from '#security';
import type { Inbound } from './inbound.js';
import { fromKept, toKept, type RawMessage } from './raw-message.js';
import type { Read } from './read-message.js';

export type ParkReason = 'processing-failed' | 'behind-parked' | 'partner-paused';

/** Why processing failed: never an error's message, which may quote data. */
export type Failure = { readonly name: string; readonly code: string | null };

export type ParkedRow = {
  readonly id: string; readonly agency: string; readonly child: string; readonly source: string; readonly message_id: string; readonly type: string;
  readonly topic: string; readonly partition: number; readonly kafka_offset: string;
  readonly attempts: number; readonly discard_reason: string | null; readonly sealed: string;
};

export class Parking {
  constructor(private readonly keyRing: KeyRing, private readonly pseudonyms: Pseudonyms, private readonly parkingKeyOf: Inbound['parkingKeyOf']) {}

  /** Keeps the message itself, sealed: its topic forgets it some day. Refused with `personal-data-erased` where the child's key is gone. */
  async park(tx: EntityManager, raw: RawMessage, { message, agency }: Read, reason: ParkReason, failure: Failure | null, attempts: number): Promise<void> {
    const { id, source, type, child } = message!;
    const [token] = await this.keyRing.seal(this.parkingKeyOf(this.pseudonyms, agency, child), [toKept(raw)]);
    await tx.query(
      `insert into inbound_parked
         (agency, child, source, message_id, type, topic, partition, kafka_offset, reason, error_name, error_code, attempts, sealed)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [agency, child, source, id, type, raw.topic, raw.partition, raw.offset, reason, failure?.name, failure?.code, attempts, token!.sealed]);
  }

  /** Whether what waits of this child could be sealed no more: its personal data was erased. */
  isErased(agency: string, child: string): Promise<boolean> {
    return this.keyRing.isDestroyed(this.parkingKeyOf(this.pseudonyms, agency, child));
  }

  /** The message as it came; `undefined` once its child's data was erased. */
  async open({ sealed, topic, partition, kafka_offset: offset }: ParkedRow): Promise<RawMessage | undefined> {
    const [opened] = await this.keyRing.open([{ sealed }]);
    return opened && 'clear' in opened ? fromKept({ topic, partition, offset }, opened.clear as ReturnType<typeof toKept>) : undefined;
  }
}

/** The first that waits of a child, or the first that an operator discarded. */
export const nextParked = async (tx: EntityManager, agency: string, child: string): Promise<ParkedRow | undefined> => {
  const rows: ParkedRow[] = await tx.query(
    'select * from inbound_parked where agency = $1 and child = $2 order by discard_reason is null, id limit 1', [agency, child]);
  return rows[0];
};

export const unpark = (tx: EntityManager, id: string): Promise<unknown> => tx.query('delete from inbound_parked where id = $1', [id]);
