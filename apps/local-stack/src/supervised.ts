import { setTimeout as pause } from 'node:timers/promises';
import { backoffMs } from './backoff.js';
import type { ClockSetting, Launched } from './node-process.js';

const DEATHS_BEFORE_READY = 5;

export type State = 'waiting' | 'starting' | 'ready' | 'restarting' | 'stopping' | 'stopped';

export class NeverReady extends Error {
  constructor(readonly process: string, how: string) {
    super(`${process} ended ${DEATHS_BEFORE_READY} times before it was ready (last: ${how})`);
  }
}

/** One process kept running: started again whenever it ends, until it is stopped. */
export class Supervised {
  state: State = 'waiting';
  restarts = 0;
  pid: number | undefined;
  private readonly stopped = new AbortController();
  private launched: Launched | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    readonly name: string,
    private readonly launch: () => Launched | Promise<Launched>,
    private readonly notice: (text: string) => void,
    private readonly wait: (ms: number, signal: AbortSignal) => Promise<unknown> = (ms, signal) => pause(ms, undefined, { signal }),
  ) {}

  /** Resolves when the process is ready for the first time; rejects with `NeverReady` when it keeps ending before that. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.running = this.keepRunning(resolve).catch(reject);
    });
  }

  async setClock(setting: ClockSetting): Promise<void> {
    await this.launched?.setClock(setting);
  }

  async stop(): Promise<void> {
    this.state = 'stopping';
    this.stopped.abort();
    await this.launched?.stop();
    await this.running;
    this.state = 'stopped';
  }

  private async keepRunning(onFirstReady: () => void): Promise<void> {
    let failures = 0;
    let everReady = false;
    while (!this.stopped.signal.aborted) {
      const how = await this.runOnce(() => {
        failures = 0;
        everReady = true;
        onFirstReady();
      });
      if (this.stopped.signal.aborted) return;
      failures += 1;
      if (!everReady && failures === DEATHS_BEFORE_READY) throw new NeverReady(this.name, how);
      this.restarts += 1;
      this.state = 'restarting';
      this.notice(`${this.name} ended (${how}); starting it again in ${backoffMs(failures)} ms`);
      await this.wait(backoffMs(failures), this.stopped.signal).catch(() => undefined);
    }
  }

  /** From one launch to its end; returns how it ended. */
  private async runOnce(onReady: () => void): Promise<string> {
    this.state = 'starting';
    try {
      const launching = this.launch();
      // kept without an await where there is nothing to wait for: a clock that moves now must not miss it
      const launched = launching instanceof Promise ? await launching : launching;
      this.launched = launched;
      this.pid = launched.pid;
      if (this.stopped.signal.aborted) await launched.stop();
      void launched.ready.then(() => {
        if (this.launched !== launched || this.state !== 'starting') return;
        this.state = 'ready';
        onReady();
      });
      return await launched.ended;
    } catch (error) {
      return (error as Error).message;
    } finally {
      this.launched = undefined;
      this.pid = undefined;
    }
  }
}
