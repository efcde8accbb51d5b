import { performance } from 'node:perf_hooks';
import { instant } from '#kernel';
import { compareDuties, compareVerdicts, expectedAll, latencies, percentile } from './compare.js';
import { readDuties, readVerdicts } from './outcome.js';
import { Random } from './random.js';
import { readLaw } from './rules.js';
import { simulate } from './simulate.js';
import { World } from './world.js';
import { makeYear, type Size } from './year.js';

export type Options = Size & { readonly seed: number; readonly kills: number };

const SHOWN = 20;

/** A year of missing episodes under a controlled clock, with workers killed at random, against an offline recomputation. */
export const clocks = async ({ seed, kills, ...size }: Options, say: (line: string) => void): Promise<{ readonly mismatches: number }> => {
  const begun = performance.now();
  const random = new Random(seed);
  const year = makeYear(random, size);
  const end = instant(year.span.to);
  say(`${size.episodes} episodes, ${year.inputs.length} inputs, from ${instant(year.span.from)} to ${end}, seed ${seed}`);
  const world = await World.open(year.span.from);
  try {
    const run = await simulate(world, year, random, kills, say);
    const [given, lives] = [await readVerdicts(world, year.stories, end), await readDuties(world)];
    const expected = expectedAll(readLaw(), year.stories, end);
    const mismatches = [...compareVerdicts(expected, given), ...compareDuties(expected, lives, end)];
    for (const mismatch of mismatches.slice(0, SHOWN)) say(mismatch);
    const late = latencies(lives, run.stretches);
    const counts = new Map<string, number>();
    for (const { ruleId, verdict } of [...expected.values()].flat()) counts.set(`${ruleId} ${verdict}`, (counts.get(`${ruleId} ${verdict}`) ?? 0) + 1);
    say(`Verdicts: ${[...counts].sort().map(([name, count]) => `${name} ${count}`).join(', ')}`);
    say(`Breach latency over ${late.length} deadlines that real time ran over`);
    const result = {
      simulation: 'clocks', seed, episodes: size.episodes, duties: lives.size, kills: run.kills, mismatches: mismatches.length,
      breachLatencyMs: { p50: percentile(late, 0.5), p99: percentile(late, 0.99), max: percentile(late, 1) },
      seconds: Math.round((performance.now() - begun) / 1_000),
    };
    say(JSON.stringify(result));
    return result;
  } finally {
    await world.close();
  }
};
