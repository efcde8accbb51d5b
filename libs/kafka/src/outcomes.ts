import type { EntityManager } from 'typeorm';
import { instant, type Instant } from '#kernel';
import type { ItemOutcome, Produced, Rejection, SoFar } from './inbound.js';
import type { RawMessage } from './raw-message.js';
import type { Read } from './read-message.js';

/** What became of a message. `parked` is for the time being, the others are for good. */
export type Outcome = {
  readonly status: 'accepted' | 'rejected' | 'parked';
  /** 0 for the first decision; later ones, of a parked message, count up. */
  readonly attempt: number;
  readonly produced: readonly Produced[];
  readonly items: readonly ItemOutcome[] | null;
  readonly rejection: Rejection | null;
  readonly decidedAt: Instant;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
};

export type Place = Pick<RawMessage, 'topic' | 'partition' | 'offset'>;
type Row = Omit<Outcome, 'decidedAt'> & { fingerprint: string; decidedAt: Date };

export type Known = {
  readonly outcome: (Outcome & { readonly fingerprint: string }) | undefined;
  readonly childHeld: boolean;
  readonly partnerPaused: boolean;
};

const CHILD = `pg_advisory_xact_lock(hashtextextended('exchange:child:' || $1, 0))`;
const MESSAGE = `pg_advisory_xact_lock(hashtextextended('exchange:message:' || $2, 0))`;

/** Makes everybody else who has this child wait until the transaction ends: two workers, or one that does not know yet that it lost the partition. */
export const lockChild = (tx: EntityManager, agency: string, child: string): Promise<unknown> =>
  tx.query(`select ${CHILD}`, [JSON.stringify([agency, child])]);

/** As `lockChild`, and the message too, which may have come under another child. The child first, always, so that nobody waits in a circle. */
export const lockMessage = (tx: EntityManager, { agency, named: { child }, identity: { source, id } }: Read): Promise<unknown> =>
  tx.query(`select ${CHILD}, ${MESSAGE}`, [JSON.stringify([agency, child ?? '']), JSON.stringify([source, id])]);

/** Speaks to PostgreSQL after each item of a batch, so that a long one is not taken for a process that stands still, and ended. */
export const atWork = (tx: EntityManager, note: (items: readonly ItemOutcome[]) => void): SoFar => async items => {
  note(items);
  await tx.query('select 1');
};

/** What is known of a message and its child. Only after `lockMessage`, in a statement of its own: this one sees what others committed. */
export const lookUp = async (tx: EntityManager, { identity: { source, id }, agency, named: { child } }: Read): Promise<Known> => {
  const [row]: [{ outcome: Row | null; childHeld: boolean; partnerPaused: boolean }] = await tx.query(
    `select (select json_build_object('status', status, 'attempt', attempt, 'produced', produced, 'items', items, 'rejection', rejection,
               'decidedAt', decided_at, 'topic', topic, 'partition', partition, 'offset', kafka_offset::text, 'fingerprint', fingerprint)
             from inbound_message where source = $1 and id = $2) as outcome,
            exists (select 1 from inbound_parked where agency = $3 and child = $4) as "childHeld",
            exists (select 1 from partner_paused where source = $1) as "partnerPaused"`, [source, id, agency, child]);
  const { outcome } = row;
  return { ...row, outcome: outcome ? { ...outcome, decidedAt: instant(Date.parse(String(outcome.decidedAt))) } : undefined };
};

/** What was done of a batch that is parked; null of another message. */
export const itemsSoFar = async (tx: EntityManager, { source, id }: Read['identity']): Promise<Outcome['items']> =>
  (await tx.query('select items from inbound_message where source = $1 and id = $2', [source, id]))[0].items;

/** Keeps what became of a message; a later outcome of a parked one replaces the earlier. */
export const keep = async (tx: EntityManager, { identity, fingerprint }: Pick<Read, 'identity' | 'fingerprint'>, outcome: Outcome): Promise<void> => {
  const { status, attempt, produced, items, rejection, decidedAt, topic, partition, offset } = outcome;
  await tx.query(
    `insert into inbound_message (source, id, fingerprint, topic, partition, kafka_offset, status, attempt, produced, items, rejection, decided_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (source, id) do update set status = $7, attempt = $8, produced = $9, items = $10, rejection = $11, decided_at = $12`,
    [identity.source, identity.id, fingerprint, topic, partition, offset, status, attempt, JSON.stringify(produced),
      items && JSON.stringify(items), rejection && JSON.stringify(rejection), decidedAt]);
};
