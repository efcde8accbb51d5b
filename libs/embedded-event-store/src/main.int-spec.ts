import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { tmpdir } from 'node:os';
import { databaseFolder, freePort } from '#embedded-postgres';
import { eventually, freshDatabase } from '#testing';

const PROGRAM = join(process.cwd(), 'dist/libs/embedded-event-store/src/main.js');

describe('npm run event-store', () => {
  let child: ChildProcess | undefined;
  let temporary: string;
  beforeAll(() => (temporary = mkdtempSync(join(tmpdir(), 'event-store-spec-'))));
  afterEach(() => child?.kill('SIGTERM'));
  afterAll(() => rmSync(temporary, { recursive: true, force: true }));

  const run = (args: string[], env: Record<string, string> = {}) => {
    const { DATABASE_URL: _, ...rest } = process.env;
    child = fork(PROGRAM, args, { env: { ...rest, TMPDIR: temporary, ...env }, execArgv: [], silent: true });
    let output = '';
    child.stdout!.on('data', (text: Buffer) => (output += text));
    child.stderr!.on('data', (text: Buffer) => (output += text));
    const exited = once(child, 'close').then(([code]) => code as number);
    const failed = exited.then(code => Promise.reject(new Error(`It ended with ${code}: ${output}`)));
    const ready = Promise.race([once(child, 'message').then(([message]) => message), failed]);
    ready.catch(() => undefined); // most runs are not meant to get that far
    return { child, output: () => output, exited, ready };
  };
  const runToEnd = async (args: string[], env?: Record<string, string>) => {
    const { output, exited } = run(args, env);
    return { code: await exited, output: output() };
  };

  it.each([[['--port', 'x']], [['--port', '0']], [['--port', '65536']], [['--prot', '1']], [['1']]])('refuses the arguments %j', async args => {
    const { code, output } = await runToEnd(args);
    expect(code).toBe(2);
    expect(output).toContain('Usage: npm run event-store -- [--port N]');
  });

  it('says which port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const { code, output } = await runToEnd(['--port', String(port)], { DATABASE_URL: await freshDatabase() });
    other.close();
    expect(code).toBe(1);
    expect(output).toContain(`Port ${port} on 127.0.0.1 is in use`);
  });

  it('runs alone on a fresh, empty database, and takes all of it away at the end', async () => {
    const port = await freePort();
    const { child: server, output, exited, ready } = run(['--port', String(port)]);
    expect(await ready).toEqual({ type: 'ready', port });
    await eventually(output, told => expect(told).toMatch(/^For development only.*\nEvent store ready on 127\.0\.0\.1:\d+\n$/));
    const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${port}?tls=false`);
    expect(await client.appendToStream('alone', jsonEvent({ type: 'Noted', data: {} }))).toMatchObject({ success: true, nextExpectedRevision: 0n });
    await client.dispose();
    const files = databaseFolder(join(temporary, readdirSync(temporary)[0]!));
    const [postgres] = readFileSync(join(files, 'postmaster.pid'), 'utf8').split('\n').map(Number);
    server.kill('SIGINT');
    expect(await exited).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
    expect(existsSync(files)).toBe(false);
    expect(() => process.kill(postgres!, 0)).toThrow('ESRCH');
  });

  it('ends when the parent that started it is gone', async () => {
    const { child: server, ready } = run(['--port', String(await freePort())], { DATABASE_URL: await freshDatabase() });
    await ready;
    const exited = once(server, 'exit'); // there is no 'close' after disconnect()
    server.disconnect();
    expect(await exited).toEqual([0, null]);
  });
});
