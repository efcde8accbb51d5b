// The development supervisor: starts everything, keeps it running, holds the controllable clock.
import { existsSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { stopLeftoverPostgres } from '#embedded-postgres';
import { startControlApi } from './control-api.js';
import { readExchange } from './exchange.js';
import { Home, homeFolder } from './home.js';
import { lock } from './lock.js';
import { readPorts, requireFree } from './ports.js';
import { readComplianceWorkers, urlOf } from './processes.js';
import { NeverReady } from './supervised.js';
import { Supervisor } from './supervisor.js';
import { table, tokenList } from './table.js';
import { complain, say } from './terminal.js';
import { issueTokens } from './tokens.js';

const LEFTOVERS_END_WITHIN_MS = 15_000;
const LAST_LINES = 20;

const stopRequested = new Promise<void>(resolve => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
});
const crashed = new Promise<never>((_, reject) => process.on('uncaughtException', reject));

const describe = (error: unknown, home: Home | undefined): string => {
  const log = error instanceof NeverReady && home?.log(error.process);
  if (!log || !existsSync(log)) return error instanceof Error ? error.message : String(error);
  return `${error.message}. The end of ${log}:\n${readFileSync(log, 'utf8').trimEnd().split('\n').slice(-LAST_LINES).join('\n')}`;
};

let home: Home | undefined;
let supervisor: Supervisor | undefined;
let control: Server | undefined;
let unlock: (() => void) | undefined;

const run = async () => {
  const ports = readPorts(process.env);
  const complianceWorkers = readComplianceWorkers(process.env);
  const exchange = readExchange(process.env);
  home = Home.open(homeFolder(process.env));
  const locked = lock(home);
  unlock = locked.unlock;
  await stopLeftoverPostgres(home.folder);
  await requireFree(ports, locked.stale ? LEFTOVERS_END_WITHIN_MS : 0);

  supervisor = new Supervisor(home, ports, complianceWorkers, exchange.env, complain);
  const tokens = await issueTokens(home.secrets().issuerKeyFile, urlOf(ports, 'issuer'));
  control = await startControlApi(ports.control, home.folder, supervisor, tokens);
  say(`Safe Harbor starts (data and logs: ${home.folder}). Ctrl-C stops it.`);
  await supervisor.start();

  say(`\n${table([{ name: 'control', url: urlOf(ports, 'control') }, ...supervisor.processes.filter(({ url }) => url)])}`);
  say(`\nTokens (the other agencies': ${urlOf(ports, 'control')}/tokens)\n${tokenList(tokens)}`);
  say(`\n${exchange.line}`);
  say(`\nSafe Harbor is ready (${process.uptime().toFixed(1)} s)`);
  await stopRequested;
};

try {
  await Promise.race([run(), stopRequested, crashed]);
  if (supervisor) say('\nSafe Harbor stops …');
} catch (error) {
  complain(`Safe Harbor cannot run: ${describe(error, home)}`);
  process.exitCode = 1;
}
await supervisor?.stop();
control?.closeAllConnections();
control?.close();
unlock?.();
if (supervisor) say('Safe Harbor has stopped');
process.exit();
