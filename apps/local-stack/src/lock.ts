import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { alive } from '#embedded-postgres';
import type { Home } from './home.js';

/** Process ids are given out again: where the system can tell, the process must be one of ours. */
const isSupervisor = (pid: number): boolean => {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid || !alive(pid)) return false;
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync(commandLine) || readFileSync(commandLine, 'utf8').includes('local-stack/src/main');
};

const pidFile = (home: Home) => home.path('supervisor.pid');

/** The process id of the supervisor that runs on this data folder, if one does. */
export const runningOn = (home: Home): number | undefined => {
  if (!existsSync(pidFile(home))) return undefined;
  const pid = Number(readFileSync(pidFile(home), 'utf8'));
  return isSupervisor(pid) ? pid : undefined;
};

/** Makes this process the data folder's only supervisor. `stale`: the last one was killed and may have left children behind. */
export const lock = (home: Home): { stale: boolean; unlock(): void } => {
  const pid = runningOn(home);
  if (pid) throw new Error(`Safe Harbor already runs on ${home.folder} (process ${pid}). Stop it, or choose another folder with SAFE_HARBOR_HOME.`);
  const stale = existsSync(pidFile(home));
  rmSync(pidFile(home), { force: true });
  writeFileSync(pidFile(home), String(process.pid), { flag: 'wx' });
  return { stale, unlock: () => rmSync(pidFile(home), { force: true }) };
};
