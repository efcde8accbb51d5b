import { parseArgs } from 'node:util';
import { clocks } from './clocks.js';
import { exchange } from './kafka/exchange.js';

const say = (line: string) => void process.stdout.write(`${line}\n`);

const USAGE = `npm run soak -- clocks [--episodes 10000] [--seed N] [--kills 40] [--from 2024-02-20] [--days 365] [--step-hours 12]
npm run soak -- kafka [--messages 20000] [--seed N] [--kills 20] [--workers 3] [--database-away-seconds 20]`;

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

const OPTIONS = {
  seed: { type: 'string', default: '1' }, kills: { type: 'string' },
  // a year with a leap day, both changes of clocks, the turn of the year, and rules that come into force
  episodes: { type: 'string', default: '10000' }, from: { type: 'string', default: '2024-02-20' }, days: { type: 'string', default: '365' },
  'step-hours': { type: 'string', default: '12' },
  messages: { type: 'string', default: '20000' }, workers: { type: 'string', default: '3' }, 'database-away-seconds': { type: 'string', default: '20' },
} as const;

const run = async (): Promise<number> => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: OPTIONS });
  const seed = whole('seed', values.seed, 0);
  const kills = (usual: string) => whole('kills', values.kills ?? usual, 0);
  const simulations: Readonly<Record<string, () => Promise<{ readonly mismatches: number }>>> = {
    clocks: () => clocks({
      episodes: whole('episodes', values.episodes, 1), seed, kills: kills('40'),
      from: day(values.from), days: whole('days', values.days, 5), stepHours: whole('step-hours', values['step-hours'], 1),
    }, say),
    kafka: () => exchange({
      messages: whole('messages', values.messages, 100), seed, kills: kills('20'), workers: whole('workers', values.workers, 1),
      databaseAwaySeconds: whole('database-away-seconds', values['database-away-seconds'], 0),
    }, say),
  };
  const simulation = simulations[positionals.join()];
  if (!simulation) throw new Error(`Which simulation? ${USAGE}`);
  return (await simulation()).mismatches === 0 ? 0 : 1;
};

try {
  process.exit(await run()); // also where a failed run left something waiting
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
