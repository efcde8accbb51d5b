import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { v5 as uuidFrom } from 'uuid';
import { instant } from '#kernel';
import { SECOND } from './draft.js';
import { STREAMS, type Input, type Story } from './inputs.js';
import type { Random } from './random.js';
import type { World } from './world.js';
import type { Year } from './year.js';

const LANES = 24;
const STUCK_AFTER_MS = 120_000;
const REAL_TIME_MS = 1_100; // longer than the last of a cluster of deadlines lies ahead
const COMMANDS = '6c7f6c0a-0d52-4b1f-8a85-6f3f3f0b1c77';

/** A stretch of the simulated time that real time ran through: an alarm's lateness in it is the product's own. */
export type Stretch = { readonly from: number; readonly to: number };

export type Run = { readonly stretches: readonly Stretch[]; readonly kills: number };

type Entry = { readonly story: Story; readonly input: Input };

/** Enters what was entered in one step: one story's inputs in their order, the stories side by side. Returns the last log position. */
const enter = async (world: World, lanes: readonly ReturnType<World['entering']>[], entries: readonly Entry[]): Promise<bigint> => {
  const byStory = new Map<Story, Entry[]>();
  for (const entry of entries) byStory.set(entry.story, [...(byStory.get(entry.story) ?? []), entry]);
  const stories = [...byStory.values()];
  let last = 0n;
  await Promise.all(lanes.map(async ({ store, clock }) => {
    for (let own = stories.pop(); own; own = stories.pop()) {
      for (const { story, input } of own) {
        clock.at = input.enteredAt;
        const commandId = uuidFrom(`${input.streamId}|${story.inputs.indexOf(input)}`, COMMANDS);
        const { position } = await store.decide(STREAMS[input.stream], input.streamId,
          () => [{ type: input.type, data: input.data, occurredAt: input.occurredAt }], {
            commandId, fingerprint: commandId, correlationId: commandId, ...(input.claimedAt ? { claimedRecordedAt: input.claimedAt } : {}),
            actor: { subject: 'soak', role: 'caseworker', agency: story.agency, county: null },
          });
        if (position > last) last = position;
      }
    }
  }));
  return last;
};

const show = (value: unknown) => JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each));

/** Waits until it holds; a run that hangs, or a worker that ends by itself, is a finding and not something to wait for. */
const until = async ({ reader, workers }: World, what: string, holds: () => Promise<boolean>): Promise<void> => {
  for (const begun = performance.now(); !(await holds().catch(() => false)); await pause(10)) {
    const crash = workers.map(worker => worker.crash).find(found => found);
    if (!crash && performance.now() - begun < STUCK_AFTER_MS) continue;
    throw new Error(`${crash ?? `${what} did not come about within ${STUCK_AFTER_MS / SECOND} s`}: ${show(await reader.status())} ${show(await reader.parked())}`);
  }
};

/** Waits until every input has opened or settled its duties, and the timers show it. */
const answered = async (world: World, position: bigint): Promise<void> => {
  await until(world, 'the duties of what was entered', () => world.reader.caughtUp('open-duties', position, 5_000).then(() => true));
  const end = await world.reader.logEnd();
  await until(world, 'the timers of those duties', () => world.reader.caughtUp('duties', end, 5_000).then(() => true));
};

/** Waits until no duty is left that was due at the moment of asking. */
const nothingDue = async (world: World): Promise<void> => {
  const now = instant(world.now());
  await until(world, 'the alarms that are due', () => world.reader.read('duties', async tx => {
    const rows: unknown[] = await tx.query('select 1 from duty where next_at <= $1 limit 1', [now]);
    return rows.length === 0;
  }));
};

/** kill -9 of one worker at some moment of the step, and its next start. */
const killSome = async (world: World, random: Random): Promise<void> => {
  const victim = random.pick(world.workers);
  await pause(random.between(0, 1_000));
  await victim.kill();
  await victim.start();
};

/** Lives through the year: enters, moves the clock, lets the alarms come, and kills workers at random. */
export const simulate = async (world: World, year: Year, random: Random, kills: number, say: (line: string) => void): Promise<Run> => {
  const lanes = Array.from({ length: LANES }, () => world.entering());
  const killAt = new Set(Array.from({ length: kills }, () => random.between(0, year.stops.length - 1)));
  while (killAt.size < kills && killAt.size < year.stops.length) killAt.add(random.between(0, year.stops.length - 1));
  const stretches: Stretch[] = [];
  let restarting: Promise<void> = Promise.resolve();
  let failure: Error | undefined;
  let done = 0;
  let entered = 0;
  for (const [index, { at, real }] of year.stops.entries()) {
    if (killAt.has(index)) {
      const before = restarting;
      restarting = before.then(() => killSome(world, random)).then(() => void done++, error => void (failure = error as Error));
    }
    const upTo = instant(at);
    let next = entered;
    while (next < year.inputs.length && year.inputs[next]!.input.enteredAt <= upTo) next++;
    const position = await enter(world, lanes, year.inputs.slice(entered, next));
    entered = next;
    if (position > 0n) await answered(world, position);
    await world.moveTo(at);
    const from = world.now();
    if (real) await pause(REAL_TIME_MS);
    await nothingDue(world);
    if (real) stretches.push({ from, to: world.now() });
    if (failure) throw failure;
    if (index % Math.ceil(year.stops.length / 20) === 0) say(`${upTo} ${entered} of ${year.inputs.length} inputs entered, ${done} kills`);
  }
  await restarting;
  if (failure) throw failure;
  return { stretches, kills: done };
};
