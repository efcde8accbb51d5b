import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, removePostgres } from '#embedded-postgres';
import { eventually } from '#testing';

export type StackState = {
  ready: boolean;
  clock: { offsetMs: number; now: string };
  processes: readonly { name: string; pid: number; state: string; restarts: number; url?: string }[];
};
export type Token = { role: string; agency: string | null; county: string | null; token: string };
export type Finished = { code: number | null; out: string; err: string };
type Answer = { status: number; headers: Headers; body: Record<string, unknown> & { id: string } };

const PROJECT = process.cwd();
const READY_WITHIN_MS = 120_000;

const run = (entry: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess =>
  spawn(process.execPath, [join(PROJECT, 'dist', entry), ...args], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });

const finished = (child: ChildProcess) =>
  new Promise<Finished>(resolve => {
    let out = '';
    let err = '';
    child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.once('close', code => resolve({ code, out, err }));
  });

/** The whole product as `npm start` runs it, on a data folder and ports of its own. */
export class LocalStack {
  private child?: ChildProcess;
  private ended?: Promise<Finished>;

  private constructor(readonly home: string, readonly base: number, private readonly extra: NodeJS.ProcessEnv) {}

  static async start(extra: NodeJS.ProcessEnv = {}): Promise<LocalStack> {
    const home = mkdtempSync(join(tmpdir(), 'safe-harbor-e2e-'));
    for (let attempt = 1; ; attempt++) {
      const stack = new LocalStack(home, await freePort(), extra) // the block after it is checked by the stack itself;
      try {
        await stack.up();
        return stack;
      } catch (error) {
        if (attempt === 3) throw error;
      }
    }
  }

  get env(): NodeJS.ProcessEnv {
    return { SAFE_HARBOR_HOME: this.home, PORT_BASE: String(this.base), SAFE_HARBOR_CONTROL: this.control, ...this.extra };
  }

  get control() {
    return `http://127.0.0.1:${this.base}`;
  }

  async up() {
    this.child = run('apps/local-stack/src/main.js', [], this.env);
    this.ended = finished(this.child);
    const over = () => this.child?.exitCode !== null;
    await this.until(async () => over() || (await this.state())?.ready === true);
    if (over()) throw new Error(`The stack ended: ${JSON.stringify(await this.ended)}`);
  }

  /** As Ctrl-C does; what it printed. */
  async down(): Promise<Finished> {
    this.child?.kill('SIGINT');
    return this.ended!;
  }

  async remove() {
    await this.down();
    await removePostgres(this.home); // root's lie elsewhere
    rmSync(this.home, { recursive: true, force: true });
  }

  async state(): Promise<StackState | undefined> {
    return fetch(this.control).then(answer => answer.json() as Promise<StackState>, () => undefined);
  }

  async until(holds: () => Promise<boolean>, withinMs = READY_WITHIN_MS) {
    await eventually(holds, Boolean, withinMs);
  }

  async process(name: string) {
    return (await this.state())!.processes.find(found => found.name === name)!;
  }

  /** kill -9, and wait until the supervisor has another one running. */
  async kill(name: string) {
    const { pid, restarts } = await this.process(name);
    process.kill(pid, 'SIGKILL');
    await this.until(async () => {
      const now = await this.process(name);
      return now.restarts > restarts && now.state === 'ready';
    });
  }

  async advance(by: { hours: number } | { milliseconds: number }): Promise<{ now: string }> {
    const answer = await fetch(`${this.control}/clock/advance`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(by) });
    return (await answer.json()) as { now: string };
  }

  async token(role: string, agency: string | null, county: string | null = null): Promise<string> {
    const tokens = (await (await fetch(`${this.control}/tokens`)).json()) as readonly Token[];
    const found = tokens.find(token => token.role === role && token.agency === agency && token.county === county);
    if (!found) throw new Error(`No token for ${role} of ${agency}`);
    return found.token;
  }

  async call(service: string, method: string, path: string, token: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> {
    const { url } = await this.process(service);
    const answer = await fetch(`${url}${path}`, {
      method, headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Answer['body'] };
  }

  /** Runs one of the product's commands against this stack to its end. */
  command(entry: string, ...args: readonly string[]): Promise<Finished> {
    return finished(run(entry, args, this.env));
  }
}
