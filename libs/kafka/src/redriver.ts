import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import { isConnectionError } from '#projections';
import type { Answers } from './answers.js';
import { failureOf, told } from './failure.js';
import type { ItemOutcome, SoFar } from './inbound.js';
import { inLanes, Slots } from './lanes.js';
import { atWork, itemsSoFar, keep, lockChild, type Outcome } from './outcomes.js';
import { nextParked, unpark, type ParkedRow } from './parked.js';
import { longer, refused, type Reception } from './reception.js';
import { rejection } from './rejections.js';
import type { Tally } from './tally.js';

const LOOK_EVERY_MS = 500;
const REDRIVE_EVERY_MS = 30_000;
const SIDE_BY_SIDE = 4;
const LOCK = `hashtextextended('exchange:redrive', 0)`;

type Deps = {
  readonly dataSource: DataSource;
  readonly reception: Reception;
  readonly answers: Answers;
  readonly tally: Tally;
  readonly log: (line: string) => void;
  readonly redriveEveryMs?: number;
};
const ERASED = { code: 'personal-data-erased', pointer: null, detail: 'The personal data of this child was erased' };
type Child = { readonly agency: string; readonly child: string };

/** Tries parked messages again: a child's in their order, up to the first that still fails. */
export class Redriver {
  constructor(private readonly deps: Deps) {}

  /** Until the signal aborts: every 30 s, and soon after an operator asked. */
  async run(signal: AbortSignal): Promise<void> {
    const every = this.deps.redriveEveryMs ?? REDRIVE_EVERY_MS;
    let lastFailure = '';
    for (let since = every; !signal.aborted; since += LOOK_EVERY_MS) {
      const all = since >= every;
      try {
        await this.pass(!all, signal);
        await this.deps.tally.write();
        lastFailure = '';
        if (all) since = 0;
      } catch (error) {
        const failure = told(failureOf(error));
        if (!signal.aborted && failure !== lastFailure) this.deps.log(`exchange redrive: ${failure}, trying again`);
        lastFailure = failure;
      }
      await pause(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** One worker at a time: the others would only wait for each child. */
  private async pass(onlyRequested: boolean, signal: AbortSignal): Promise<void> {
    const { dataSource } = this.deps;
    const children = await this.children(onlyRequested);
    if (children.length === 0) return;
    const session = dataSource.createQueryRunner();
    try {
      const [{ granted }] = await session.query(`select pg_try_advisory_lock(${LOCK}) as granted`);
      if (!granted) return;
      await inLanes(children, ({ agency, child }) => JSON.stringify([agency, child]), new Slots(SIDE_BY_SIDE), async child => {
        while (!signal.aborted && (await this.step(child)));
      });
    } finally {
      await session.query(`select pg_advisory_unlock(${LOCK})`).catch(() => undefined);
      await session.release();
    }
  }

  private children(onlyRequested: boolean): Promise<Child[]> {
    return this.deps.dataSource.query(
      `select agency, child from inbound_parked group by agency, child
       having not $1 or bool_or(redrive_requested or discard_reason is not null) order by min(id)`, [onlyRequested]);
  }

  /** Deals with a child's next parked message; false when none can be dealt with now. */
  private async step({ agency, child }: Child): Promise<boolean> {
    const { dataSource, log } = this.deps;
    let row: ParkedRow | undefined;
    let items: readonly ItemOutcome[] = [];
    try {
      const outcome = await dataSource.transaction(async tx => {
        await lockChild(tx, agency, child);
        row = await nextParked(tx, agency, child);
        return row && (await this.settle(tx, row, atWork(tx, done => (items = longer(items, done)))));
      });
      if (outcome) this.deps.tally.add(outcome);
      return outcome !== undefined;
    } catch (error) {
      if (isConnectionError(error) || !row) throw error;
      const failure = failureOf(error);
      log(`exchange: still parked ${row.partition}/${row.kafka_offset}: ${told(failure)} ${failure.place}`);
      await dataSource.query(
        `update inbound_message set items = $3
         where source = $1 and id = $2 and coalesce(json_array_length(items), 0) < json_array_length($3)`, [row.source, row.message_id, JSON.stringify(items)]);
      await dataSource.query(
        `update inbound_parked set redrive_requested = false, attempts = attempts + (id = $3)::int, reason = case id when $3 then 'processing-failed' else reason end,
           error_name = case id when $3 then $4 else error_name end, error_code = case id when $3 then $5 else error_code end
         where agency = $1 and child = $2`, [agency, child, row.id, failure.name, failure.code]);
      return false;
    }
  }

  /** Answers before it commits: a crash in between answers again, with the same receipt. `undefined`: its partner is paused, or no longer listed. */
  private async settle(tx: EntityManager, row: ParkedRow, soFar: SoFar): Promise<Outcome | undefined> {
    const { reception, answers } = this.deps;
    const discarded = row.discard_reason !== null;
    const raw = await reception.parking.open(row);
    const read = raw && reception.reader.read(raw);
    const [paused] = await tx.query('select 1 from partner_paused where source = $1', [row.source]);
    const unlisted = read?.rejection?.code === 'unknown-source'; // accepted as a partner's once: more likely a slip in our settings
    if ((paused || unlisted) && !discarded) {
      await tx.query('update inbound_parked set redrive_requested = false where agency = $1 and child = $2', [row.agency, row.child]);
      return undefined;
    }
    const identity = { source: row.source, id: row.message_id };
    const givenUp = discarded ? rejection('discarded') : read ? undefined : ERASED;
    const verdict = givenUp ? refused(givenUp, await itemsSoFar(tx, identity)) : await reception.judge(read!, soFar);
    const outcome = reception.complete(verdict, { topic: row.topic, partition: row.partition, offset: row.kafka_offset }, row.attempts + 1);
    const known = { identity, fingerprint: read?.fingerprint ?? '', agency: row.agency };
    await keep(tx, known, outcome); // the fingerprint was kept when it was parked
    await unpark(tx, row.id);
    await answers.send({ ...known, named: { id: row.message_id, source: row.source, type: row.type, child: row.child } }, outcome, raw);
    return outcome;
  }
}
