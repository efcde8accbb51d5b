import Type, { type Static, type TSchema } from 'typebox';
import { CIRCUMSTANCES, MISSING_CATEGORIES } from './child-welfare.js';
import { CHILD_TOKEN, timeWithOffset as time } from './envelope.js';
import { COVERAGE } from './jurisdiction.js';
import { CHANNELS, RECIPIENTS } from './law-enforcement.js';
import {
  FOSTER_HOME_TYPES, CLAIM_SOURCES, ETHNICITIES, INDICATORS, LEARNED_BY, MEMBERSHIPS, RACES,
  RECEIVED_BY, SEXES, TRAFFICKING, SETTINGS,
} from './record-codes.js';
import { exactly, oneOf, publish, text, type Published } from './schema.js';

export const MAX_BACKFILL_ITEMS = 200;

type PartnerMessage<Name extends string, Schema extends TSchema> = Published<`partner.child-welfare.${Name}.v1`, Schema>;

const message = <const Name extends string, Schema extends TSchema>(name: Name, description: string, schema: Schema): PartnerMessage<Name, Schema> =>
  publish(`partner.child-welfare.${name}.v1`, 1, description, schema);

/** Told in clear and sealed before it is stored. `x-personal` marks it for whoever keeps or logs messages. */
const PERSONAL = { 'x-personal': true };

const named = (description: string) => Type.String({ minLength: 1, maxLength: 200, description, ...PERSONAL });
const short = (maxLength: number, description: string) => Type.String({ minLength: 1, maxLength, description, ...PERSONAL });
const code = <const Values extends readonly string[]>(values: Values, description: string) =>
  Type.Unsafe<Values[number]>({ ...oneOf(values, description), ...PERSONAL });

const episode = Type.String({ pattern: CHILD_TOKEN, description: 'The partner\'s own opaque name of the episode; one child\'s episodes differ in it' });
const county = Type.Optional(text('The county office responsible; left out, the partner\'s default county'));
const coverage = oneOf(COVERAGE, 'Why the agency answers for the youth, 42 USC 671(a)(9)(C)(i)(I)');

const claim = <Value extends TSchema>(value: Value, description: string) => Type.Optional(exactly({
  value, source: oneOf(CLAIM_SOURCES, 'Who or what says so'), learnedAt: time('When the agency learned it'),
}, description));

const claims = {
  name: claim(named('At least one letter'), 'The name the youth goes by'),
  birthDate: claim(Type.String({ format: 'date', description: 'A calendar date', ...PERSONAL }), 'AFCARS element 5'),
  sex: claim(code(SEXES, 'As AFCARS codes it'), 'AFCARS element 6; gender as the youth states it is another thing'),
  race: claim(Type.Array(oneOf(RACES, 'Answered yes'), { minItems: 1, maxItems: RACES.length, uniqueItems: true, ...PERSONAL }), 'AFCARS elements 13 to 20'),
  ethnicity: claim(code(ETHNICITIES, 'Hispanic or Latino'), 'AFCARS element 21'),
  tribalMembership: claim(Type.Object({
    membership: oneOf(MEMBERSHIPS, 'Member of, or eligible for membership in, a federally recognised tribe'),
    tribes: Type.Optional(Type.Array(Type.String({ pattern: '^\\d{3}$', description: 'EPA tribal code' }), { maxItems: 20, uniqueItems: true })),
  }, { additionalProperties: false, ...PERSONAL }), 'AFCARS elements 8 and 9'),
};
const someClaims = Type.Optional(Type.Object(claims, { additionalProperties: false, minProperties: 1, description: 'What is said of the youth, each with its source' }));

export const youthRegisteredMessage = message('youth-registered', 'A child the agency answers for: claims the child token. Told again it changes nothing.',
  exactly({ county, coverage, claims: someClaims }));

export const youthCorrectedMessage = message('youth-corrected', 'What was said of the youth was wrong, changed or is said now.',
  Type.Object({
    claims: someClaims,
    coverage: Type.Optional(exactly({ basis: coverage, from: time('From when it holds') })),
  }, { additionalProperties: false, minProperties: 1 }));

export const concernReceivedMessage = message('concern-received', 'Someone reported, or a worker saw, signs of trafficking. It determines nothing.',
  exactly({
    receivedAt: time('When the agency received it; a hotline is the agency'), receivedBy: oneOf(RECEIVED_BY, 'Who of the agency'),
    channel: oneOf(CHANNELS, 'How'), trafficking: oneOf(TRAFFICKING, 'Of which kind'),
    indicators: Type.Array(exactly({
      group: oneOf(Object.keys(INDICATORS) as (keyof typeof INDICATORS)[], 'Where around the child'),
      code: oneOf(Object.values(INDICATORS).flat(), 'What was seen or said; a code of that group'),
    }), { maxItems: 50 }),
    reporter: Type.Optional(exactly({
      name: Type.Optional(named('Name')), contact: Type.Optional(named('Telephone or address')), relationship: Type.Optional(named('To the child')),
    }, 'Who reported. No answer ever shows it')),
  }));

export const missingReportedMessage = message('missing-reported', 'The agency received information that the child is missing or abducted: the clocks of 42 USC 671(a)(35)(B) start.',
  exactly({
    episode, category: oneOf(MISSING_CATEGORIES, 'What is known of how the child went missing'),
    learnedAt: time('When the agency received the information'), learnedBy: oneOf(LEARNED_BY, 'Who of the agency received it'),
    lastSeenAt: Type.Optional(time('When the child was last seen, if known')), lastSeenPlace: Type.Optional(short(500, 'Where the child was last seen')),
  }));

export const childLocatedMessage = message('child-located', 'The child was found. Located is not returned.',
  exactly({
    episode, locatedAt: time('When the child was located'), circumstance: oneOf(CIRCUMSTANCES, 'Where the child was found, as a code'),
    learnedAt: Type.Optional(time('When the agency learned that the child was found, where that was not at once')),
  }));

export const placementChangedMessage = message('placement-changed', 'The child lives somewhere else. A child who left or cannot be found is reported missing instead.',
  exactly({
    changedAt: time('First moment in the new arrangement, AFCARS element 112'), coverage,
    setting: oneOf(SETTINGS, 'AFCARS element 113 (foster-family-home) or 120 (the others)'),
    fosterHomeTypes: Type.Optional(Type.Array(oneOf(FOSTER_HOME_TYPES, 'AFCARS elements 114 to 119, in this order'), {
      minItems: 1, maxItems: FOSTER_HOME_TYPES.length, uniqueItems: true, description: 'Only of a foster family home; AFCARS asks for at least one there',
    })),
    county,
  }));

export const reportMadeMessage = message('report-made', 'The state itself made the report to police or to NCMEC.',
  Type.Object({
    episode, recipient: oneOf(RECIPIENTS, 'Police and NCMEC are separate reports, 42 USC 671(a)(35)(B)'),
    madeAt: time('When the call was taken or the form accepted'), channel: oneOf(CHANNELS, 'How it was made'),
    receipt: Type.Optional(exactly({
      caseNumber: short(64, 'Police case number, or NCMEC\'s report number'), officer: Type.Optional(short(100, 'Who took the report')),
      badge: Type.Optional(short(32, 'Badge')), ori: Type.Optional(short(16, 'The receiving agency\'s ORI')),
    }, 'What the recipient gave back: references only, never the police record')),
    acknowledgedAt: Type.Optional(time('When the receipt was given; left out where that was not collected')),
  }, { additionalProperties: false, dependencies: { acknowledgedAt: ['receipt'] } }));

const told = [
  youthRegisteredMessage, youthCorrectedMessage, concernReceivedMessage, missingReportedMessage, childLocatedMessage, placementChangedMessage,
  reportMadeMessage,
] as const;

type ItemOf<Message> = Message extends Published<infer Name, infer Schema>
  ? { readonly type: Name; readonly recordedAt: string; readonly data: Static<Schema> } : never;
/** One message of history, and when the state's own system recorded it. */
export type BackfillItem = ItemOf<(typeof told)[number]>;

const item = Type.Unsafe<BackfillItem>({
  oneOf: told.map(({ type, schema }) => exactly({
    type: Type.Unsafe<string>({ type: 'string', const: type }), recordedAt: time('When the state\'s system recorded it: kept as its claim'), data: schema,
  })),
  discriminator: { propertyName: 'type' },
});

export const historyBackfilledMessage = message('history-backfilled', 'History of one child, oldest first. It raises no alerts.',
  exactly({ items: Type.Array(item, { minItems: 1, maxItems: MAX_BACKFILL_ITEMS }) }));

/** Every message a partner may send, by its full type; the version is the last segment. */
export const inboundMessages: ReadonlyMap<string, Published> = new Map<string, Published>(
  [...told, historyBackfilledMessage].map(each => [each.type, each]));

type DataOf<Message> = Message extends Published<string, infer Schema> ? Static<Schema> : never;
export type YouthRegisteredMessage = DataOf<typeof youthRegisteredMessage>;
export type YouthCorrectedMessage = DataOf<typeof youthCorrectedMessage>;
export type ConcernReceivedMessage = DataOf<typeof concernReceivedMessage>;
export type MissingReportedMessage = DataOf<typeof missingReportedMessage>;
export type ChildLocatedMessage = DataOf<typeof childLocatedMessage>;
export type PlacementChangedMessage = DataOf<typeof placementChangedMessage>;
export type ReportMadeMessage = DataOf<typeof reportMadeMessage>;
export type HistoryBackfilledMessage = DataOf<typeof historyBackfilledMessage>;
