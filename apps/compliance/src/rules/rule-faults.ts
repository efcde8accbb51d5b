import { publishedEvents } from '#contracts';
import type { Calendar } from '#calendar';
import { endFaults, unless, type Found, type Path } from '#rule-files';
import { FACT_TYPES, type Rule } from '../duty/index.js';

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

const OWN_ID = {
  'missing-episode': 'episodeId', determination: 'determinationId', 'court-term': 'termId', 'holder-order': 'holderOrderId', 'safe-harbor-check': 'checkId',
} as const;

/** What the ledger does not keep, or keeps of something else, no duty of this subject would ever hear of. */
const heardFault = ({ subject }: Rule, event: string, path: Path): readonly Found[] => {
  const fields = propertiesOf(event);
  const kept: readonly string[] = FACT_TYPES;
  return [
    ...unless(kept.includes(event), path, `${event} is not among what the ledger keeps`),
    ...unless(OWN_ID[subject] in fields || 'subjectId' in fields, path, `${event} is not about a ${subject}`),
  ];
};

const eventFaults = (rule: Rule): readonly Found[] => {
  const evidence = 'all' in rule.met ? rule.met.all : [];
  return [
    ...rule.opens.flatMap(({ event, where, clock, orElse }, index) => [
      ...heardFault(rule, event, ['opens', index, 'event']),
      ...instantFault(event, clock, ['opens', index, 'clock']),
      ...(orElse === undefined ? [] : instantFault(event, orElse, ['opens', index, 'orElse'])),
      ...('statedIn' in rule.limit ? instantFault(event, rule.limit.statedIn, ['limit', 'statedIn']) : []),
      ...valueFaults(event, where, ['opens', index, 'where']),
    ]),
    ...evidence.flatMap(({ event, where, at }, index) => [
      ...heardFault(rule, event, ['met', 'all', index, 'event']),
      ...instantFault(event, at, ['met', 'all', index, 'at']),
      ...valueFaults(event, where, ['met', 'all', index, 'where']),
    ]),
    ...(rule.withheld ? [...heardFault(rule, rule.withheld.event, ['withheld', 'event']), ...valueFaults(rule.withheld.event, rule.withheld.where, ['withheld', 'where'])] : []),
    ...rule.ends.flatMap(({ event, at }, index) => [...heardFault(rule, event, ['ends', index, 'event']), ...instantFault(event, at, ['ends', index, 'at'])]),
  ];
};

/** A duty says each level once, and the last on the ladder hears of the breach. */
const ladderFaults = ({ alerts }: Rule): readonly Found[] => alerts.flatMap(({ level }, index) => {
  const before = alerts[index - 1]?.level ?? 0;
  return unless(level > before, ['alerts', index, 'level'], `${level} comes after ${before}: each level is higher than the one before it`);
});

/** What a schema cannot say: what events have, which calendar there is, and which terms cannot stand together. */
export const ruleFaults = (rule: Rule, calendars: readonly Calendar[]): readonly Found[] => {
  const { effective, limit, calendar, alerts, binding, met, recipient } = rule;
  const byCalendar = 'businessDays' in limit || 'courtDays' in limit;
  return [
    ...eventFaults(rule),
    ...endFaults(effective, []),
    ...unless(!('report' in met) || met.report === recipient, ['recipient'], `is ${recipient}, and a report to ${'report' in met ? met.report : ''} would meet it`),
    ...unless(!byCalendar || calendar !== null, ['limit'], 'counts days by a calendar, and the rule names none'),
    ...unless(calendar === null || calendars.some(({ id }) => id === calendar), ['calendar'],
      `there is no calendar ${calendar} (${calendars.map(({ id }) => id).join(', ')})`),
    ...ladderFaults(rule),
    ...unless(alerts.length === 0 || (binding && !('none' in limit)), ['alerts'], 'a rule without a deadline, or one that does not bind, never alerts'),
  ];
};
