import { fork } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { projectRoot } from './home.js';

export type ClockSetting = { offsetMs: number; sequence: number };

/** A running process, as the supervisor sees it. `ready` stays open when the process ends before it. */
export type Launched = {
  pid: number;
  ready: Promise<void>;
  ended: Promise<string>;
  /** Resolves when the setting is in force, or the process is no more. */
  setClock(setting: ClockSetting): Promise<void>;
  stop(): Promise<void>;
};

type Message = { type: 'ready' } | { type: 'clock-set'; sequence: number };

const READY_WITHIN_MS = 120_000;
const CLOCK_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 10_000;

/** Starts a Node program with its output in a log file; `clock` is the first message it gets. */
export const launchNode = (options: {
  entry: string; args: readonly string[]; env: NodeJS.ProcessEnv; log: string; clock?: ClockSetting;
}): Launched => {
  const output = openSync(options.log, 'a');
  const child = fork(options.entry, [...options.args], {
    cwd: projectRoot, env: { ...process.env, ...options.env }, stdio: ['ignore', output, output, 'ipc'],
    detached: true, // Ctrl-C reaches the supervisor only, which stops services before their stores
  });
  closeSync(output);

  const ended = new Promise<string>(resolve => {
    child.once('error', error => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit ${code}`));
  });
  const heard = (wanted: (message: Message) => boolean) =>
    new Promise<void>(resolve => {
      const listen = (message: unknown) => {
        if (!wanted(message as Message)) return;
        child.off('message', listen);
        resolve();
      };
      child.on('message', listen);
    });
  // A process that hangs is as good as dead, and as a dead one it is started again.
  const orKilled = async (work: Promise<unknown>, limitMs: number) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
    await Promise.race([work, ended]);
    clearTimeout(timer);
  };
  const setClock = (setting: ClockSetting) => {
    const inForce = heard(message => message.type === 'clock-set' && message.sequence >= setting.sequence);
    child.send({ type: 'clock', ...setting }, () => undefined); // fails only when the child has gone
    return orKilled(inForce, CLOCK_WITHIN_MS);
  };

  const ready = heard(message => message.type === 'ready');
  if (options.clock) void setClock(options.clock);
  void orKilled(ready, READY_WITHIN_MS);
  return {
    pid: child.pid ?? 0,
    ready,
    ended,
    setClock: options.clock ? setClock : async () => undefined,
    async stop() {
      child.kill('SIGTERM');
      await orKilled(ended, STOP_WITHIN_MS);
    },
  };
};
