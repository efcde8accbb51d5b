import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '#service';

type Message = { readonly type: 'ready' } | { readonly type: 'clock-set'; readonly sequence: number };
export type ClockSetting = { readonly offsetMs: number; readonly sequence: number };

/** A process of the product that lives by our clock, killed and started again at will. */
export class Child {
  private process: ChildProcess | undefined;
  private serving = false;
  private readonly killed = new WeakSet<ChildProcess>();
  /** How it ended when we did not kill it: a finding of the run. */
  crash: string | undefined;

  constructor(private readonly entry: string, private readonly env: Readonly<Record<string, string>>, private clock: ClockSetting) {}

  /** Resolves when it serves, or has been killed before it did; rejects when it ends by itself. */
  start(): Promise<void> {
    const child = fork(join(projectRoot(), 'dist', this.entry), { env: { ...this.env, PATH: process.env.PATH ?? '' }, stdio: ['ignore', 2, 2, 'ipc'] });
    this.process = child;
    this.serving = false;
    child.setMaxListeners(0);
    child.send({ type: 'clock', ...this.clock });
    return new Promise((resolve, reject) => {
      child.on('message', ({ type }: Message) => {
        if (type !== 'ready') return;
        this.serving = this.process === child;
        resolve();
      });
      child.once('exit', (code, signal) => {
        if (this.killed.has(child)) return resolve();
        this.crash = `${this.entry} ended by itself with ${code ?? signal}`;
        reject(new Error(this.crash));
      });
    });
  }

  /** Resolves when the setting is in force, or the process is no more. One that is still starting gets it before it serves. */
  setClock(clock: ClockSetting): Promise<void> {
    this.clock = clock;
    const child = this.process;
    if (!child?.connected) return Promise.resolve();
    child.send({ type: 'clock', ...clock }, () => undefined); // fails only when it has just gone
    if (!this.serving) return Promise.resolve();
    return new Promise(resolve => {
      const done = () => {
        child.off('message', listen);
        child.off('exit', done);
        resolve();
      };
      const listen = (message: Message) => message.type === 'clock-set' && message.sequence >= clock.sequence && done();
      child.on('message', listen);
      child.once('exit', done);
    });
  }

  /** kill -9. */
  async kill(): Promise<void> {
    const child = this.process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise(resolve => child.once('exit', resolve));
    this.killed.add(child);
    child.kill('SIGKILL');
    await gone;
  }
}
