import { jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const SOAK = join(process.cwd(), 'dist', 'apps', 'soak', 'src', 'main.js');

type Result = { episodes: number; duties: number; kills: number; mismatches: number; breachLatencyMs: { p50: number; p99: number; max: number } };

const soak = (...args: readonly string[]) =>
  new Promise<{ code: number | null; out: string; err: string }>(resolve => {
    const child = spawn(process.execPath, [SOAK, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.once('close', code => resolve({ code, out, err }));
  });

jest.setTimeout(240_000);

it('a fortnight of missing episodes, with workers killed in it, ends with the verdicts that are recomputed from the raw inputs', async () => {
  const { code, out, err } = await soak('clocks', '--episodes', '150', '--seed', '4', '--kills', '4', '--from', '2024-12-22', '--days', '14', '--step-hours', '8');
  const result = JSON.parse((code === 0 && out.trim().split('\n').at(-1)) || '{}') as Result;
  expect({ code, mismatches: result.mismatches, told: code === 0 ? '' : out + err }).toEqual({ code: 0, mismatches: 0, told: '' });
  expect(result).toMatchObject({ simulation: 'clocks', seed: 4, episodes: 150, kills: 4 });
  expect(result.duties).toBeGreaterThan(300);
  expect(result.breachLatencyMs.max).toEqual(expect.any(Number));
});

it('says which simulation there is', async () =>
  expect(await soak('nothing')).toMatchObject({ code: 1, err: expect.stringContaining('npm run soak -- clocks') }));
