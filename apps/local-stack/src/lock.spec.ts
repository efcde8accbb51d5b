import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Home } from './home.js';
import { lock, runningOn } from './lock.js';

describe('the lock of a data folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'safe-harbor-home-'));
  const home = new Home(folder);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is taken and given back', () => {
    const { stale, unlock } = lock(home);
    expect(stale).toBe(false);
    expect(existsSync(join(folder, 'supervisor.pid'))).toBe(true);
    unlock();
    expect(runningOn(home)).toBeUndefined();
  });

  it.each(['999999999', String(process.ppid), 'rubbish', ''])('left by a process that is gone or another program is stale: "%s"', pid => {
    writeFileSync(join(folder, 'supervisor.pid'), pid);
    const { stale, unlock } = lock(home);
    expect(stale).toBe(true);
    unlock();
  });
});
