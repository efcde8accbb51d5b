import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { INBOUND } from '#contracts';
import { Random } from '../random.js';
import { AnswerBook } from './answer-book.js';
import { Chaos, type Course } from './chaos.js';
import { calmLatencies, compare } from './compare.js';
import { ExchangeWorld } from './exchange-world.js';
import { readLog } from './log-effects.js';
import { hearReceipts, readTopics, sendAll } from './partner.js';
import { makePlan } from './plan.js';

export type ExchangeOptions = {
  readonly messages: number; readonly seed: number; readonly kills: number; readonly workers: number; readonly databaseAwaySeconds: number;
};

const SHOWN = 20;
const STUCK_AFTER_MS = 180_000;
const CALM_WINDOW = 24;

/** How many messages may wait for their receipt: few while all is well, so that latency says something; many while something is away. */
const windowOf = (total: number) => {
  const calm = Math.min(CALM_WINDOW, Math.max(8, Math.round(total / 10)));
  return { calm, disturbed: Math.max(calm, Math.round(total / 8)) };
};

/** Rejects when a process ended by itself, or when nothing was heard for long: findings, and nothing to wait for. */
const watch = async (world: ExchangeWorld, book: AnswerBook, over: () => boolean): Promise<void> => {
  for (let [heard, since] = [-1, 0]; !over(); await pause(200)) {
    if (book.heard !== heard) [heard, since] = [book.heard, performance.now()];
    const stuck = performance.now() - since > STUCK_AFTER_MS && `no receipt for ${STUCK_AFTER_MS / 1_000} s, ${book.waiting} messages wait`;
    if (world.crash || stuck) throw new Error(world.crash || String(stuck));
  }
};

/** A partner's messages against workers, a broker and a database that go away, and what came of each of them. */
export const exchange = async (options: ExchangeOptions, say: (line: string) => void): Promise<{ readonly mismatches: number }> => {
  const { messages, seed, kills, workers, databaseAwaySeconds } = options;
  const random = new Random(seed);
  const plan = makePlan(random, messages, INBOUND.partitions);
  const total = plan.sendings.length;
  say(`${messages} messages and ${total - messages} sent again, of ${new Set(plan.messages.map(({ child }) => child)).size} children, seed ${seed}`);
  const world = await ExchangeWorld.open(workers);
  try {
    const book = new AnswerBook();
    const faults: string[] = [];
    const hush = hearReceipts(world, book, fault => faults.push(fault));
    let sent = 0;
    const happened = (line: string) => say(`${Math.round((performance.now() - begun) / 1_000)} s, ${sent} of ${total} sent: ${line}`);
    const chaos = new Chaos({ world, book, random: random.fork(), total, sent: () => sent, kills, databaseAwayMs: databaseAwaySeconds * 1_000, say: happened });
    const window = windowOf(total);
    let over = false;
    const begun = performance.now();
    const run = async (): Promise<Course> => {
      const [course] = await Promise.all([
        chaos.run(), sendAll(world, plan.sendings, book, () => (chaos.now ? window.disturbed : window.calm), count => (sent = count)),
      ]);
      while (!book.complete) await pause(50);
      over = true;
      return course;
    };
    const [course] = await Promise.all([run(), watch(world, book, () => over)]);
    const seconds = (performance.now() - begun) / 1_000;
    const topics = await readTopics(world);
    const { parked } = await world.operate<{ readonly parked: number }>('GET', '');
    if (parked > 0) faults.push(`${parked} messages are parked still`);
    await hush();
    const { accepted, rejected, mismatches } = compare(plan, book, await readLog(world), topics);
    faults.push(...course.faults, ...mismatches);
    for (const fault of faults.slice(0, SHOWN)) say(fault);
    const result = {
      simulation: 'kafka', seed, messages, malformed: plan.messages.filter(({ fault }) => fault).length, duplicated: total - messages, accepted, rejected,
      parkedAtMost: course.parkedAtMost, kills: course.kills, brokerRestarts: course.brokerRestarts, databaseAwaySeconds: course.databaseAwaySeconds,
      mismatches: faults.length, receiptLatencyMs: calmLatencies(book, course.disturbed),
      messagesPerSecond: Math.round((total / seconds) * 10) / 10, seconds: Math.round(seconds),
    };
    say(JSON.stringify(result));
    return { mismatches: faults.length };
  } finally {
    await world.close();
  }
};
