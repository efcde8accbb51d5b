import { startPostgres, type Postgres } from '#embedded-postgres';
import type { Home } from './home.js';
import { launchNode, type ClockSetting, type Launched } from './node-process.js';
import type { Ports } from './ports.js';
import { connections, DATABASES, stages, type ProcessSpec, type Setting } from './processes.js';
import { Supervised } from './supervised.js';

export type ProcessState = { name: string; pid: number | undefined; state: string; restarts: number; url?: string; docs?: string; log: string };

type Member = { process: Supervised; url?: string; docs?: string };

/** All processes of the stack, in stages, and the clock they share. */
export class Supervisor {
  private readonly setting: Setting;
  private readonly stages: readonly (readonly Member[])[];
  private clock: ClockSetting;
  private turn: Promise<unknown> = Promise.resolve();
  private postgres: Postgres | undefined;

  constructor(private readonly home: Home, ports: Ports, complianceWorkers: number, exchange: NodeJS.ProcessEnv, notice: (text: string) => void) {
    this.clock = { offsetMs: home.clockOffsetMs, sequence: 1 };
    this.setting = {
      ports, complianceWorkers, exchange, secrets: home.secrets(),
      databaseUrl: name => {
        if (!this.postgres) throw new Error('PostgreSQL does not run');
        return this.postgres.url(name);
      },
    };
    const node = (spec: ProcessSpec): Member => ({
      process: new Supervised(spec.name, () => this.launch(spec), notice), url: spec.url, docs: spec.docs,
    });
    this.stages = [
      [{ process: new Supervised('postgres', () => this.launchPostgres(), notice), url: `postgres://127.0.0.1:${ports.postgres}` }],
      ...stages(this.setting).map(stage => stage.map(node)),
    ];
  }

  get processes(): readonly ProcessState[] {
    return this.stages.flat().map(({ process: { name, pid, state, restarts }, url, docs }) =>
      ({ name, pid, state, restarts, url, docs, log: this.home.log(name) }));
  }

  get ready(): boolean {
    return this.processes.every(({ state }) => state === 'ready');
  }

  get offsetMs(): number {
    return this.clock.offsetMs;
  }

  /** Resolves when all are ready; rejects when one cannot be started. */
  async start(): Promise<void> {
    for (const stage of this.stages) await Promise.all(stage.map(({ process }) => process.start()));
  }

  /** Ends services before their stores, and waits for each. */
  async stop(): Promise<void> {
    for (const stage of [...this.stages].reverse()) await Promise.all(stage.map(({ process }) => process.stop()));
  }

  /** Moves the shared clock on; in force in every living process when this resolves. Moves asked for at once follow each other. */
  advance(byMs: number): Promise<number> {
    const move = async () => {
      const offsetMs = this.clock.offsetMs + byMs;
      this.home.clockOffsetMs = offsetMs;
      this.clock = { offsetMs, sequence: this.clock.sequence + 1 };
      await Promise.all(this.stages.flat().map(({ process }) => process.setClock(this.clock)));
      return offsetMs;
    };
    const moved = this.turn.then(move);
    this.turn = moved.catch(() => undefined);
    return moved;
  }

  private launch(spec: ProcessSpec): Launched {
    return launchNode({
      entry: spec.entry, args: spec.args, env: spec.env(), log: this.home.log(spec.name), clock: spec.clock ? this.clock : undefined,
    });
  }

  private async launchPostgres(): Promise<Launched> {
    const server = await startPostgres({ folder: this.home.folder, port: this.setting.ports.postgres, log: this.home.log('postgres') });
    this.postgres = server;
    for (const name of DATABASES) await server.createDatabase(name);
    this.home.writeConnections(connections(this.setting));
    return { pid: server.pid, ready: Promise.resolve(), ended: server.exited, setClock: async () => undefined, stop: server.stop };
  }
}
