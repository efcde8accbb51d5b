import type { EachBatchPayload } from 'kafkajs';
import type { Answers } from './answers.js';
import { inLanes, Progress, Slots } from './lanes.js';
import { headersOf, type RawMessage } from './raw-message.js';
import type { Reception } from './reception.js';
import type { Tally } from './tally.js';

// Each holds a database connection while its handler may want another: together they must stay well below the pool's size.
const SIDE_BY_SIDE = 8;
const TICK_MS = 250;

class Released extends Error {}

type Deps = { readonly topic: string; readonly reception: Reception; readonly answers: Answers; readonly tally: Tally };

/** Works at batches of partitions: children side by side, one child's messages in order. */
export class BatchWorker {
  private readonly slots = new Slots(SIDE_BY_SIDE);
  private readonly inHand = new Set<AbortController>();

  constructor(private readonly deps: Deps) {}

  /** Lets go of the batches in hand: each message at work is finished, the others are left for whoever gets the partition. */
  release(): void {
    for (const controller of this.inHand) controller.abort(new Released('The batch is no longer ours'));
  }

  /**
   * Everything in a batch decided and answered, in whatever order children allow. The offset moves only over what is done
   * without a gap, and beats go on while a store is away. Rejects when a beat or a commit fails, so that the consumer joins again.
   */
  async work({ batch, heartbeat, resolveOffset, commitOffsetsIfNecessary, uncommittedOffsets }: EachBatchPayload): Promise<void> {
    const { topic, reception, answers, tally } = this.deps;
    const ending = new AbortController();
    const { signal } = ending;
    const progress = new Progress(batch.messages.map(({ offset }) => offset));
    const commit = async () => {
      const offset = progress.advance();
      if (offset === undefined) return;
      resolveOffset(offset);
      await commitOffsetsIfNecessary(uncommittedOffsets());
    };
    const tick = async () => {
      try {
        await heartbeat();
        await commit();
      } catch (error) {
        ending.abort(error);
      }
    };
    let ticking = Promise.resolve();
    const timer = setInterval(() => (ticking = ticking.then(tick)), TICK_MS);
    this.inHand.add(ending);
    try {
      const place = { topic, partition: batch.partition };
      const messages = batch.messages.map((message): RawMessage => ({ ...message, headers: headersOf(message.headers), ...place }));
      const answered: Promise<void>[] = [];
      await inLanes(messages, ({ key }) => key?.toString('latin1') ?? '', this.slots, async raw => {
        const { read, outcome } = await reception.receive(raw, signal);
        const answer = answers.sendSurely(read, outcome, raw, signal).then(() => {
          tally.add(outcome);
          progress.finish(raw.offset);
        });
        answer.catch(() => undefined); // awaited below
        answered.push(answer);
      });
      await Promise.all(answered);
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      clearInterval(timer);
      this.inHand.delete(ending);
      await ticking;
    }
    if (!signal.aborted) await commit();
    else if (!(signal.reason instanceof Released)) throw signal.reason;
  }
}
