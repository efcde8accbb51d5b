import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../random.js';
import type { AnswerBook } from './answer-book.js';
import type { ExchangeWorld } from './exchange-world.js';
import { PARTNERS, type Source } from './messages.js';

export type Interval = { readonly from: number; readonly to: number };

export type Course = {
  /** Until what was sent before its end had been answered. */
  readonly disturbed: readonly Interval[];
  readonly kills: number;
  readonly brokerRestarts: number;
  readonly databaseAwaySeconds: number;
  readonly parkedAtMost: number;
  readonly faults: readonly string[];
};

type Setting = {
  readonly world: ExchangeWorld; readonly book: AnswerBook; readonly random: Random;
  /** How many records are to be sent, and how many were. */
  readonly total: number; readonly sent: () => number;
  readonly kills: number; readonly databaseAwayMs: number; readonly say: (line: string) => void;
};

type Recovery = { readonly recovered: Promise<void> };
type State = { readonly parked: number };
type ParkedMessage = { readonly source: string; readonly reason: string };

const BROKER_AWAY_MS = 2_000;
const RESTART_WITHIN_MS = 3_000;
const PAUSED: Source = 'urn:soak:ga:ccwis';
const PAUSED_SHARE = 0.06;

/** What goes wrong during a run: begun at chance moments of it, kills beside everything else. */
export class Chaos {
  private readonly disturbed: Interval[] = [];
  private readonly faults: string[] = [];
  private underWay = 0;
  private kills = 0;
  private brokerRestarts = 0;
  private databaseAwayMs = 0;
  private parkedAtMost = 0;

  constructor(private readonly setting: Setting) {}

  /** Whether something is away, or what it held up is not answered yet. */
  get now(): boolean {
    return this.underWay > 0;
  }

  /** Resolves once all of it is over and made good. */
  async run(): Promise<Course> {
    const { random, kills, total } = this.setting;
    const killAt = Array.from({ length: kills }, () => random.between(total * 0.05, total * 0.95)).sort((a, b) => a - b);
    await Promise.all([this.killAt(killAt), this.rest()]);
    const { disturbed, brokerRestarts, parkedAtMost, faults } = this;
    return { disturbed, kills: this.kills, brokerRestarts, databaseAwaySeconds: Math.round(this.databaseAwayMs / 1_000), parkedAtMost, faults };
  }

  private async killAt(moments: readonly number[]): Promise<void> {
    const { world, random, say } = this.setting;
    const recovering: Recovery[] = [];
    for (const moment of moments) {
      await this.sent(moment);
      const worker = random.pick(world.workers);
      recovering.push(await this.during(async () => {
        await worker.kill();
        await pause(random.between(0, RESTART_WITHIN_MS));
        await world.startWorker(worker);
      }));
      this.kills++;
      say(`a worker killed and started again (${this.kills})`);
    }
    await Promise.all(recovering.map(({ recovered }) => recovered));
  }

  private async rest(): Promise<void> {
    const { world, total, databaseAwayMs, say } = this.setting;
    const { restartBroker } = world;
    if (restartBroker) {
      await this.sent(total * 0.25);
      const { recovered } = await this.during(() => restartBroker(BROKER_AWAY_MS));
      this.brokerRestarts++;
      say('the broker restarted');
      await recovered;
    }
    await this.sent(total * 0.45);
    const { recovered } = await this.during(() => world.databaseAway(databaseAwayMs));
    this.databaseAwayMs += databaseAwayMs;
    say(`the database was away for ${databaseAwayMs / 1_000} s`);
    await recovered;
    await this.sent(total * 0.65);
    await (await this.during(() => this.pausePartner())).recovered;
  }

  /** Holds one partner's messages for a while, looks at what is parked, and lets them go. */
  private async pausePartner(): Promise<void> {
    const { world, total, sent, say } = this.setting;
    await world.operate('POST', '/partners/pause', { source: PAUSED, reason: 'The partner asked us to wait' });
    const until = Math.min(total, sent() + total * PAUSED_SHARE);
    while (sent() < until || this.parkedAtMost < 1) await this.lookAtParked();
    await this.lookAtParked();
    const listed = await world.operate<readonly ParkedMessage[]>('GET', '/parked');
    if (listed.length === 0) this.faults.push('a partner was paused, and nothing is listed as parked');
    for (const { source, reason } of listed) {
      const held = source === PAUSED && ['partner-paused', 'behind-parked'].includes(reason);
      if (!held) this.faults.push(`parked though not held: ${source} ${reason}`);
    }
    await world.operate('POST', '/partners/resume', { source: PAUSED });
    say(`${PARTNERS[PAUSED].agency} paused and resumed, ${this.parkedAtMost} parked`);
    while ((await this.lookAtParked()) > 0);
  }

  private async lookAtParked(): Promise<number> {
    const { parked } = await this.setting.world.operate<State>('GET', '');
    this.parkedAtMost = Math.max(this.parkedAtMost, parked);
    await pause(200);
    return parked;
  }

  private async sent(count: number): Promise<void> {
    while (this.setting.sent() < Math.floor(count)) await pause(10);
  }

  /** Does it; `recovered` is kept when all that was sent until its end is answered. */
  private async during(work: () => Promise<void>): Promise<Recovery> {
    const { entries } = this.setting.book;
    const from = Date.now();
    this.underWay++;
    await work();
    const sent = entries.length;
    const recovered = async () => {
      for (let answered = 0; answered < sent;) {
        if (entries[answered]!.answeredAt === undefined) await pause(50);
        else answered++;
      }
      this.disturbed.push({ from, to: Date.now() });
      this.underWay--;
    };
    return { recovered: recovered() };
  }
}
