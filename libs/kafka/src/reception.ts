import type { DataSource, EntityManager } from 'typeorm';
import type { Clock } from '#kernel';
import { isConnectionError } from '#projections';
import type { KeyRing, Pseudonyms } from '#security';
import { failureOf, told } from './failure.js';
import type { Handler, Inbound, ItemOutcome, Rejection, SoFar } from './inbound.js';
import { atWork, keep, lockMessage, lookUp, type Outcome } from './outcomes.js';
import { Parking, type Failure, type ParkReason } from './parked.js';
import type { Partner } from './partners.js';
import { pauseAfter } from './pause.js';
import type { RawMessage } from './raw-message.js';
import { MessageReader, type Read } from './read-message.js';
import { rejection, rejectionOf } from './rejections.js';

const ATTEMPTS = 3; // over about half a second

export type ReceptionDeps = {
  readonly dataSource: DataSource;
  readonly keyRing: KeyRing;
  readonly pseudonyms: Pseudonyms;
  readonly clock: Clock;
  readonly partners: ReadonlyMap<string, Partner>;
  readonly inbound: Inbound;
  readonly handler: Handler;
  readonly log: (line: string) => void;
};

/** What a decision says beside the place of the message and the time. */
type Verdict = Pick<Outcome, 'status' | 'produced' | 'items' | 'rejection'>;

/** A failure, and what was done of a batch before it. */
type Stopped = Failure & { readonly items: readonly ItemOutcome[] };

/** What an earlier attempt did stands, also where a later one comes less far. */
export const longer = (before: readonly ItemOutcome[], now: readonly ItemOutcome[]) => (now.length > before.length ? [...now] : before);

export const refused = (why: Rejection, items: Verdict['items'] = null): Verdict => ({ status: 'rejected', produced: [], items, rejection: why });

/** Decides what becomes of each message: once, whoever is given it and however often. */
export class Reception {
  readonly reader: MessageReader;
  readonly parking: Parking;

  constructor(private readonly deps: ReceptionDeps) {
    this.reader = new MessageReader(deps.inbound, deps.partners, deps.pseudonyms);
    this.parking = new Parking(deps.keyRing, deps.pseudonyms, deps.inbound.parkingKeyOf);
  }

  /** Stands when it resolves. While a store is away it tries again, for ever; rejects when the signal aborts. */
  async receive(raw: RawMessage, signal: AbortSignal): Promise<{ read: Read; outcome: Outcome }> {
    const read = this.read(raw);
    let failure: Failure | undefined;
    let items: readonly ItemOutcome[] = [];
    for (let failures = 0, attempts = 0; ; failures++) {
      signal.throwIfAborted();
      try {
        const stopped = failure && { ...failure, items };
        const outcome = await this.deps.dataSource.transaction(tx => this.decide(tx, raw, read, stopped, atWork(tx, done => (items = longer(items, done)))));
        return { read, outcome };
      } catch (error) {
        if (!isConnectionError(error) && ++attempts >= ATTEMPTS) {
          if (failure) throw error; // even parking fails
          failure = failureOf(error);
          this.deps.log(`exchange: parked ${read.named.type} at ${raw.partition}/${raw.offset}: ${told(failure)} ${failureOf(error).place}`);
          continue;
        }
        await pauseAfter(failures, signal);
      }
    }
  }

  /** What the handler says of a message; a refusal of its own is an outcome, another error is thrown. */
  async judge(read: Read, soFar: SoFar): Promise<Verdict> {
    if (read.rejection) return refused(read.rejection);
    try {
      const { produced, items } = await this.deps.handler(read.message, soFar);
      return { status: 'accepted', produced, items: items ?? null, rejection: null };
    } catch (error) {
      const why = rejectionOf(error);
      if (why) return refused(why);
      throw error;
    }
  }

  /** Whether a refused message may say what was erased. One that does not tell its agency may be about that of any. */
  async isErased({ key }: RawMessage, agency: string): Promise<boolean> {
    const agencies = agency ? [agency] : [...new Set([...this.deps.partners.values()].map(partner => partner.agency))];
    const erased = await Promise.all(agencies.map(each => this.parking.isErased(each, key?.toString('utf8') ?? '')));
    return erased.includes(true);
  }

  private read(raw: RawMessage): Read {
    try {
      return this.reader.read(raw);
    } catch (error) {
      const failure = failureOf(error);
      this.deps.log(`exchange: could not read ${raw.partition}/${raw.offset}: ${told(failure)} ${failure.place}`);
      return this.reader.unreadable(raw);
    }
  }

  complete(verdict: Verdict, { topic, partition, offset }: Pick<RawMessage, 'topic' | 'partition' | 'offset'>, attempt: number): Outcome {
    return { ...verdict, attempt, decidedAt: this.deps.clock.now(), topic, partition, offset };
  }

  /** `failure`: processing failed for good, so park it, unless somebody decided meanwhile. */
  private async decide(tx: EntityManager, raw: RawMessage, read: Read, failure: Stopped | undefined, soFar: SoFar): Promise<Outcome> {
    await lockMessage(tx, read);
    const { outcome: earlier, childHeld, partnerPaused } = await lookUp(tx, read);
    if (earlier) {
      const { fingerprint, ...outcome } = earlier;
      return fingerprint === read.fingerprint ? outcome : this.complete(refused(rejection('message-id-reused', '/id')), raw, 0);
    }
    const wait = partnerPaused ? 'partner-paused' : childHeld ? 'behind-parked' : failure ? 'processing-failed' : undefined;
    const verdict = read.message && wait ? await this.park(tx, raw, read, wait, failure) : await this.judge(read, soFar);
    const outcome = this.complete(verdict, raw, 0);
    await keep(tx, read, outcome);
    return outcome;
  }

  private async park(tx: EntityManager, raw: RawMessage, read: Read, reason: ParkReason, failure: Stopped | undefined): Promise<Verdict> {
    const failed = reason === 'processing-failed' ? failure! : null;
    try {
      await this.parking.park(tx, raw, read, reason, failed, failed ? ATTEMPTS : 0);
      return { status: 'parked', produced: [], items: failed && failed.items.length > 0 ? failed.items : null, rejection: null };
    } catch (error) {
      const why = rejectionOf(error);
      if (why) return refused(why);
      throw error;
    }
  }
}
