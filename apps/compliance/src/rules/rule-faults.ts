import { publishedEvents } from '#contracts';
import type { Calendar, Rule } from '../duty/index.js';
import type { Path } from './yaml-file.js';

export type Found = { readonly path: Path; readonly reason: string };
type Property = { readonly enum?: readonly string[]; readonly type?: string; readonly pattern?: string; readonly anyOf?: readonly Property[] };

const propertiesOf = (event: string): Readonly<Record<string, Property>> =>
  (publishedEvents.get(event)?.schema as { properties?: Readonly<Record<string, Property>> } | undefined)?.properties ?? {};
const alternatives = (property: Property): readonly Property[] => property.anyOf ?? [property];

/** A field that its event does not have would open nothing, or start no clock, without anybody noticing. */
const fieldFault = (event: string, field: string, path: Path): readonly Found[] =>
  field in propertiesOf(event) ? [] : [{ path, reason: `${event} has no field ${field}` }];

const instantFault = (event: string, field: string, path: Path): readonly Found[] => {
  const property = propertiesOf(event)[field];
  if (!property) return fieldFault(event, field, path);
  return alternatives(property).some(({ pattern }) => pattern?.startsWith('^\\d{4}-')) ? [] : [{ path, reason: `${field} of ${event} is not an instant` }];
};

const valueFaults = (event: string, where: Readonly<Record<string, readonly string[]>>, path: Path): readonly Found[] =>
  Object.entries(where).flatMap(([field, values]) => {
    const property = propertiesOf(event)[field];
    if (!property) return fieldFault(event, field, [...path, field]);
    const known = alternatives(property).flatMap(one => one.enum ?? (one.type === 'boolean' ? ['true', 'false'] : []));
    return known.length === 0 ? [] : values.filter(value => !known.includes(value))
      .map(value => ({ path: [...path, field], reason: `${field} of ${event} is never ${value} (${known.join(', ')})` }));
  });

const OWN_ID = { 'missing-episode': 'episodeId', determination: 'determinationId' } as const;

const subjectFault = ({ subject }: Rule, event: string, path: Path): readonly Found[] => {
  const fields = propertiesOf(event);
  return OWN_ID[subject] in fields || 'subjectId' in fields ? [] : [{ path, reason: `${event} is not about a ${subject}` }];
};

const eventFaults = (rule: Rule): readonly Found[] => {
  const evidence = 'all' in rule.met ? rule.met.all : [];
  return [
    ...rule.opens.flatMap(({ event, where, clock }, index) => [
      ...subjectFault(rule, event, ['opens', index, 'event']),
      ...instantFault(event, clock, ['opens', index, 'clock']),
      ...valueFaults(event, where, ['opens', index, 'where']),
    ]),
    ...evidence.flatMap(({ event, where, at }, index) => [
      ...subjectFault(rule, event, ['met', 'all', index, 'event']),
      ...instantFault(event, at, ['met', 'all', index, 'at']),
      ...valueFaults(event, where, ['met', 'all', index, 'where']),
    ]),
    ...(rule.withheld ? valueFaults(rule.withheld.event, rule.withheld.where, ['withheld', 'where']) : []),
    ...rule.ends.flatMap(({ event, at }, index) => instantFault(event, at, ['ends', index, 'at'])),
  ];
};

/** What a schema cannot say: what events have, which calendar there is, and which terms cannot stand together. */
export const ruleFaults = (rule: Rule, calendars: readonly Calendar[]): readonly Found[] => {
  const { effective, limit, calendar, alerts, binding } = rule;
  const byCalendar = 'businessDays' in limit || 'courtDays' in limit;
  const unless = (holds: boolean, path: Path, reason: string): readonly Found[] => (holds ? [] : [{ path, reason }]);
  return [
    ...eventFaults(rule),
    ...unless(effective.to === null || effective.from <= effective.to, ['effective', 'to'], `ends before it begins (${effective.from})`),
    ...unless(!byCalendar || calendar !== null, ['limit'], 'counts days by a calendar, and the rule names none'),
    ...unless(calendar === null || calendars.some(({ id }) => id === calendar), ['calendar'],
      `there is no calendar ${calendar} (${calendars.map(({ id }) => id).join(', ')})`),
    ...unless(alerts.length === 0 || (binding && !('none' in limit)), ['alerts'], 'a rule without a deadline, or one that does not bind, never alerts'),
  ];
};
