import type { DataSource } from 'typeorm';
import { DomainError } from '#kernel';

/** What an operator sees of a parked message: where it lies and why it waits, never what it says. */
export type ParkedMessage = {
  readonly id: string; readonly source: string; readonly messageId: string; readonly type: string; readonly key: string;
  readonly topic: string; readonly partition: number; readonly offset: string;
  readonly reason: string; readonly errorName: string | null; readonly errorCode: string | null;
  readonly attempts: number; readonly parkedAt: Date; readonly redriveRequested: boolean; readonly discardRequested: boolean;
};

const COLUMNS = `id, source, message_id as "messageId", type, child as key, topic, partition, kafka_offset as "offset", reason, error_name as "errorName",
  error_code as "errorCode", attempts, parked_at as "parkedAt", redrive_requested as "redriveRequested", discard_reason is not null as "discardRequested"`;

const AT_MOST = 1_000;

const unknownParked = () => new DomainError('unknown-parked-message', 'No message is parked under this id', 'unknown');

/** The oldest parked messages, at most a thousand. */
export const listParked = (dataSource: DataSource): Promise<readonly ParkedMessage[]> =>
  dataSource.query(`select ${COLUMNS} from inbound_parked order by id limit ${AT_MOST}`);

/** How many messages wait, of all partners. */
export const parkedCount = async (dataSource: DataSource): Promise<number> =>
  (await dataSource.query('select count(*)::int as parked from inbound_parked'))[0].parked;

/** Throws `unknown-parked-message`. */
export const showParked = async (dataSource: DataSource, id: string): Promise<ParkedMessage> => {
  const rows: ParkedMessage[] = await dataSource.query(`select ${COLUMNS} from inbound_parked where id = $1`, [id]);
  if (!rows[0]) throw unknownParked();
  return rows[0];
};

/** Asks the owning worker to try a child's parked messages again, from its first; all children's where none is named. Returns how many messages. */
export const requestParkedRedrive = async (dataSource: DataSource, which: { readonly id?: string; readonly key?: string }): Promise<number> => {
  const [, count]: [unknown, number] = await dataSource.query(
    `update inbound_parked set redrive_requested = true
     where ($1::bigint is null or (agency, child) = (select agency, child from inbound_parked where id = $1)) and ($2::text is null or child = $2)`,
    [which.id ?? null, which.key ?? null]);
  if (which.id !== undefined && count === 0) throw unknownParked();
  return count;
};

/** Asks the owning worker to give a parked message up: a final receipt, a dead letter. Throws `unknown-parked-message`. */
export const requestDiscard = async (dataSource: DataSource, id: string, reason: string): Promise<void> => {
  const [, count]: [unknown, number] = await dataSource.query('update inbound_parked set discard_reason = $2 where id = $1', [id, reason]);
  if (count === 0) throw unknownParked();
};

/** From now on this partner's messages are parked as they come, still checked and answered. */
export const pausePartner = (dataSource: DataSource, source: string, reason: string): Promise<unknown> =>
  dataSource.query('insert into partner_paused (source, reason) values ($1, $2) on conflict (source) do update set reason = excluded.reason', [source, reason]);

/** Lets a partner's messages through again, those first that were parked meanwhile. */
export const resumePartner = (dataSource: DataSource, source: string): Promise<void> =>
  dataSource.transaction(async tx => {
    await tx.query('delete from partner_paused where source = $1', [source]);
    await tx.query('update inbound_parked set redrive_requested = true where source = $1', [source]);
  });

export type ExchangeStatus = {
  readonly parked: number;
  readonly paused: readonly { readonly source: string; readonly reason: string; readonly pausedAt: Date }[];
  /** When a message was last answered; null before the first. */
  readonly lastReceiptAt: Date | null;
  readonly outcomes: readonly { readonly outcome: string; readonly code: string; readonly messages: number }[];
};

/** How the exchange fares: counts since the first start, and who is paused. */
export const exchangeStatus = async (dataSource: DataSource): Promise<ExchangeStatus> => {
  const [parked, paused, outcomes] = await Promise.all([
    parkedCount(dataSource),
    dataSource.query('select source, reason, paused_at as "pausedAt" from partner_paused order by source'),
    dataSource.query('select outcome, code, messages::float as messages, last_at as "lastAt" from exchange_tally order by outcome, code'),
  ]);
  const last = (outcomes as { lastAt: Date }[]).map(({ lastAt }) => lastAt.getTime());
  return {
    parked, paused, lastReceiptAt: last.length > 0 ? new Date(Math.max(...last)) : null,
    outcomes: (outcomes as { outcome: string; code: string; messages: number }[]).map(({ outcome, code, messages }) => ({ outcome, code, messages })),
  };
};
