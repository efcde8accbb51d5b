import type { Rule } from '../duty/index.js';

/** What a state lacks before its own clocks can run here, in words; its federal duties run all the same. Empty: nothing. */
export const missingFor = (state: string, rules: readonly Rule[]): readonly string[] => {
  const zone = rules[0]?.reckoning.zones[state];
  const own = rules.some(({ jurisdiction, example }) => jurisdiction === state && !example);
  const calendar = rules.some(({ reckoning }) => reckoning.calendar?.jurisdiction === state);
  return [
    ...(own ? [] : [`no rule pack for ${state}: only federal rules run`]),
    ...(calendar ? [] : [`no holiday calendar of ${state}'s own: where days are counted by one, the federal calendar stands in`]),
    ...(zone ? [] : [`no time zone for ${state}: nothing can be counted in days`]),
    ...(zone?.unlisted ? [`no list of the counties of ${state} that keep ${zone.unlisted}: days are counted by ${zone.zone}`] : []),
  ];
};
