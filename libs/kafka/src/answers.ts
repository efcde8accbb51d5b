import { isConnectionError } from '#projections';
import type { DeadLetters } from './dead-letters.js';
import type { Inbound } from './inbound.js';
import type { Outcome } from './outcomes.js';
import { pauseAfter } from './pause.js';
import type { Producer } from './producer.js';
import type { RawMessage } from './raw-message.js';
import type { Read } from './read-message.js';
import { receiptOf } from './receipts.js';

/** Tells the partner what became of a message, and keeps the refused ones. */
export class Answers {
  constructor(
    private readonly producer: Pick<Producer, 'send'>, private readonly inbound: Pick<Inbound, 'receipts'>, private readonly letters: Pick<DeadLetters, 'bury'>,
  ) {}

  /**
   * Sends the receipt; for a message refused here and now the dead letter too (`raw` is left out where it is erased).
   * Rejects with a connection error.
   */
  async send(read: Pick<Read, 'named' | 'identity' | 'fingerprint' | 'agency'>, outcome: Outcome, raw: RawMessage | undefined): Promise<void> {
    const { rejection } = outcome;
    // a repeat of a refused message lies elsewhere, and is kept already
    const own = rejection && raw && raw.offset === outcome.offset && raw.partition === outcome.partition;
    const sending = [this.producer.send(receiptOf(this.inbound.receipts, read, outcome))];
    if (own) sending.push(this.letters.bury(raw, read, rejection));
    const failed = (await Promise.allSettled(sending)).find(end => end.status === 'rejected');
    if (failed) throw failed.reason;
  }

  /** As `send`, while Kafka is away again and again, until the signal aborts. */
  async sendSurely(read: Read, outcome: Outcome, raw: RawMessage, signal: AbortSignal): Promise<void> {
    for (let failures = 0; ; failures++) {
      signal.throwIfAborted();
      try {
        return await this.send(read, outcome, raw);
      } catch (error) {
        if (!isConnectionError(error)) throw error;
        await pauseAfter(failures, signal);
      }
    }
  }
}
