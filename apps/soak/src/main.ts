import { parseArgs } from 'node:util';
import { clocks } from './clocks.js';

const say = (line: string) => void process.stdout.write(`${line}\n`);

const USAGE = 'npm run soak -- clocks [--episodes 10000] [--seed N] [--kills 40] [--from 2024-02-20] [--days 365] [--step-hours 12]';

const whole = (name: string, text: string, least: number): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least) throw new Error(`--${name} must be a whole number from ${least}, not "${text}"`);
  return value;
};

const day = (text: string): number => {
  const value = Date.parse(`${text}T06:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(value)) throw new Error(`--from must be a day such as 2024-02-20, not "${text}"`);
  return value;
};

const run = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      episodes: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' }, kills: { type: 'string', default: '40' },
      // a year with a leap day, both changes of clocks, the turn of the year, and rules that come into force
      from: { type: 'string', default: '2024-02-20' }, days: { type: 'string', default: '365' }, 'step-hours': { type: 'string', default: '12' },
    },
  });
  if (positionals.join() !== 'clocks') throw new Error(`Which simulation? ${USAGE}`);
  const { mismatches } = await clocks({
    episodes: whole('episodes', values.episodes, 1), seed: whole('seed', values.seed, 0), kills: whole('kills', values.kills, 0),
    from: day(values.from), days: whole('days', values.days, 5), stepHours: whole('step-hours', values['step-hours'], 1),
  }, say);
  return mismatches === 0 ? 0 : 1;
};

try {
  process.exitCode = await run();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
