import { jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { missingForKafka } from '#embedded-kafka';
import { describeWithKafka } from '#testing';

const SOAK = join(process.cwd(), 'dist', 'apps', 'soak', 'src', 'main.js');
const MESSAGES = 320;

type Result = Readonly<Record<'accepted' | 'rejected' | 'mismatches' | 'parkedAtMost', number>>;

jest.setTimeout(400_000);

describeWithKafka('partners\' messages', brokers => {
  const own = missingForKafka() === undefined; // a broker of the run's own may be restarted

  const soak = (...args: readonly string[]) =>
    new Promise<{ code: number | null; out: string; err: string }>(resolve => {
      const child = spawn(process.execPath, [SOAK, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, KAFKA_BROKERS: own ? '' : brokers } });
      let [out, err] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
      child.once('close', code => resolve({ code, out, err }));
    });

  it('are each applied once or refused with the reason, in order, whatever goes away meanwhile', async () => {
    const { code, out, err } = await soak('kafka', '--messages', String(MESSAGES), '--seed', '5', '--kills', '1', '--workers', '2', '--database-away-seconds', '2');
    const result = JSON.parse((code === 0 && out.trim().split('\n').at(-1)) || '{}') as Result;
    expect({ code, told: code === 0 ? '' : out + err }).toEqual({ code: 0, told: '' });
    expect(result).toMatchObject({
      simulation: 'kafka', seed: 5, messages: MESSAGES, malformed: 8, duplicated: 16, kills: 1, brokerRestarts: own ? 1 : 0, databaseAwaySeconds: 2, mismatches: 0,
    });
    expect(result.accepted + result.rejected).toBe(MESSAGES);
    expect(result.parkedAtMost).toBeGreaterThan(0);
  });
});
