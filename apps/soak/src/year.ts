import { DAY, HOUR, SECOND } from './draft.js';
import type { Input, Story } from './inputs.js';
import type { Random } from './random.js';
import { determinationStory, episodeStory, sampleStory, type Span } from './stories.js';

const SAMPLES_PER_STOP = 4;
/** The clock is stopped so long before a sample's deadline; real time then runs over it. */
const BEFORE_DEADLINE_MS = 300;
const SPREAD_MS = 700;
const FLUSH_MS = 10 * 60 * SECOND;

/** Where the clock is put: `real` leaves it running there until the alarms have come. */
export type Stop = { readonly at: number; readonly real: boolean };

export type Year = {
  readonly span: Span;
  readonly stories: readonly Story[];
  readonly inputs: readonly { readonly story: Story; readonly input: Input }[];
  readonly stops: readonly Stop[];
};

export type Size = { readonly episodes: number; readonly from: number; readonly days: number; readonly stepHours: number };

/** The whole simulation, made up beforehand from the seed alone. */
export const makeYear = (random: Random, { episodes, from, days, stepHours }: Size): Year => {
  const span = { from, to: from + days * DAY };
  const stopCount = Math.min(60, Math.max(3, Math.round(episodes / 40)));
  const samplesAt = Array.from({ length: stopCount }, () => random.between(span.from + 2 * DAY, span.to - DAY)).sort((a, b) => a - b);
  const samples = samplesAt.flatMap(at =>
    Array.from({ length: SAMPLES_PER_STOP }, () => sampleStory(random.fork(), at + BEFORE_DEADLINE_MS + random.between(0, SPREAD_MS))));
  const ordinary = Array.from({ length: Math.max(0, episodes - samples.length) }, () => episodeStory(random.fork(), span));
  const determinations = Array.from({ length: Math.round(episodes / 20) }, () => determinationStory(random.fork(), span));
  const stories = [...samples, ...ordinary, ...determinations];
  const grid = Array.from({ length: Math.ceil((days * 24) / stepHours) }, (_, index) => Math.min(span.to, from + (index + 1) * stepHours * HOUR));
  return {
    span, stories,
    inputs: stories.flatMap(story => story.inputs.map(input => ({ story, input })))
      .sort((a, b) => (a.input.enteredAt < b.input.enteredAt ? -1 : a.input.enteredAt > b.input.enteredAt ? 1 : 0)),
    stops: [
      ...grid.map(at => ({ at, real: false })),
      ...samplesAt.flatMap(at => [{ at: at - FLUSH_MS, real: false }, { at, real: true }]),
    ].sort((a, b) => a.at - b.at),
  };
};
