import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { alive, freePort } from '#embedded-postgres';
import { eventually } from '#testing';
import { missingForKafka } from './jars.js';
import { kafkaRunsOn } from './start-kafka.js';

const PROGRAM = join(process.cwd(), 'dist/libs/embedded-kafka/src/main.js');
const STARTS_AND_STOPS_MS = 300_000;

let temporary: string;
let child: ChildProcess | undefined;
beforeEach(() => (temporary = mkdtempSync(join(tmpdir(), 'kafka-spec-'))));
afterEach(async () => {
  child?.kill('SIGTERM');
  await eventually(() => kafkaRunsOn(temporary) === undefined);
  rmSync(temporary, { recursive: true, force: true });
});

const watch = (process: ChildProcess) => {
  child = process;
  let output = '';
  const exited = once(process, 'close').then(([code]) => code as number | null);
  const ready = new Promise<void>((resolve, reject) => {
    const hear = (text: Buffer) => {
      output += text.toString();
      if (output.includes('Kafka ready on')) resolve();
    };
    process.stdout!.on('data', hear);
    process.stderr!.on('data', hear);
    void exited.then(code => reject(new Error(`It ended with ${code}: ${output}`)));
  });
  ready.catch(() => undefined); // some runs are not meant to get that far
  return { process, output: () => output, exited, ready };
};
const run = (args: readonly string[], env = process.env) =>
  watch(fork(PROGRAM, ['--folder', temporary, ...args], { execArgv: [], silent: true, env }));

describe('npm run kafka', () => {
  it.each([[['--port', 'x']], [['--port', '65536']], [['--prot', '1']]])('refuses the arguments %j', async args => {
    const { exited, output } = run(args);
    expect(await exited).toBe(2);
    expect(output()).toContain('Usage: npm run kafka -- [--port N] [--folder PATH]');
  });

  it('says what is missing, and what to install', async () => {
    const { exited, output } = run([], { PATH: temporary, XDG_CACHE_HOME: temporary });
    expect(await exited).toBe(1);
    expect(output()).toContain('Kafka needs Java 17 or newer, and there is no "java": install it');
    expect(output()).toContain('Kafka is fetched by Maven, and there is no "mvn": install it');
  });
});

const missing = missingForKafka();
(missing ? describe.skip : describe)('npm run kafka, where Java is', () => {
  it('says that a port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const { exited, output } = run(['--port', String(port)]);
    expect(await exited).toBe(1);
    other.close();
    expect(output()).toBe(`Port ${port} on 127.0.0.1 is in use\n`);
  });

  it('runs on 127.0.0.1 only, keeps its messages over a restart, and leaves nothing behind', async () => {
    const port = await freePort();
    const client = new Kafka({ brokers: [`127.0.0.1:${port}`], logLevel: logLevel.NOTHING });
    const first = run(['--port', String(port)]);
    await first.ready;
    expect(first.output().split('\n').at(-2)).toBe(`Kafka ready on 127.0.0.1:${port}`);
    for (const { address } of Object.values(networkInterfaces()).flat().filter(found => found!.address !== '127.0.0.1' && !found!.scopeid) as { address: string }[]) {
      const [error] = await once(connect(port, address).on('connect', () => { throw new Error(`It answers on ${address}`); }), 'error');
      expect((error as NodeJS.ErrnoException).code).toBe('ECONNREFUSED');
    }
    const admin = client.admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: 'kept' }], waitForLeaders: true });
    await admin.disconnect();
    const producer = client.producer();
    await producer.connect();
    await producer.send({ topic: 'kept', messages: [{ value: 'still here' }] });
    await producer.disconnect();
    const broker = kafkaRunsOn(temporary)!;
    first.process.kill('SIGINT');
    expect(await first.exited).toBe(0);
    expect(alive(broker)).toBe(false);

    const second = run(['--port', String(port)]);
    await second.ready;
    const consumer = client.consumer({ groupId: 'reader' });
    await consumer.connect();
    await consumer.subscribe({ topic: 'kept', fromBeginning: true });
    const value = await new Promise<string>(resolve =>
      void consumer.run({ eachMessage: async ({ message }) => resolve(message.value!.toString()) }));
    await consumer.disconnect();
    expect(value).toBe('still here');

    const third = run(['--port', String(await freePort())]);
    expect(await third.exited).toBe(1);
    expect(third.output()).toBe(`Kafka already runs on ${temporary} (process ${kafkaRunsOn(temporary)})\n`);
    second.process.kill('SIGTERM');
    expect(await second.exited).toBe(0);
    expect(readFileSync(join(temporary, 'kafka.log'), 'utf8')).not.toMatch(/^\S+ \S+ FATAL /m);
  }, STARTS_AND_STOPS_MS);

  it('ends when its parent is killed', async () => {
    const parent = watch(spawn('sh', ['-c', '"$@" & wait', 'sh', process.execPath, PROGRAM, '--folder', temporary, '--port', String(await freePort())],
      { stdio: ['ignore', 'pipe', 'pipe'] }));
    await parent.ready;
    const broker = kafkaRunsOn(temporary)!;
    parent.process.kill('SIGKILL');
    await parent.exited; // its output is closed once the command, which holds it too, has ended
    expect(alive(broker)).toBe(false);
  }, STARTS_AND_STOPS_MS);

  it('takes the broker along when it is killed itself', async () => {
    const killed = run(['--port', String(await freePort())]);
    await killed.ready;
    const broker = kafkaRunsOn(temporary)!;
    killed.process.kill('SIGKILL');
    await eventually(() => !alive(broker));
  }, STARTS_AND_STOPS_MS);
});
