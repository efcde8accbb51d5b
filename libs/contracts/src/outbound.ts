import Type, { type Static, type TSchema } from 'typebox';
import { DUTY_SUBJECTS } from './compliance.js';
import { addresseeOf, eventsOf } from './published.js';
import { exactly, moment, oneOf, orNull, publish, text, uuid, type Published } from './schema.js';
import { outboundTopic, type Topic } from './topics.js';

/** Services whose events leave. */
export type OutboundService = 'child-welfare' | 'law-enforcement' | 'compliance';

/** A published event as it leaves: without its sealed fields. `type` is the CloudEvent's. */
export type OutboundMessage = Published & {
  readonly service: OutboundService;
  readonly topic: Topic;
  /** The field that names the record it is about: the CloudEvent's `subject`. */
  readonly subject: string;
  readonly dataschema: string;
};

type About = Pick<OutboundMessage, 'subject' | 'topic'>;
const about = (service: OutboundService, entity: string, subject: string, description: string): About =>
  ({ subject, topic: outboundTopic(service, entity, description) });

// An event belongs to the first of its service's records that it names: ReportMade names an episode too.
const records: Readonly<Record<OutboundService, readonly About[]>> = {
  'child-welfare': [
    about('child-welfare', 'missing-episode', 'episodeId', 'Missing-from-care episodes, from the report to the closing.'),
    about('child-welfare', 'determination', 'determinationId', 'Whether a youth is a trafficking victim, at risk or neither.'),
    about('child-welfare', 'screening', 'screeningId', 'Screenings completed.'),
  ],
  'law-enforcement': [
    about('law-enforcement', 'report', 'reportId', 'Reports to police and to NCMEC, and what became of them.'),
    about('law-enforcement', 'recovery', 'recoveryId', 'Children met or recovered by police.'),
  ],
  compliance: [about('compliance', 'duty', 'dutyId', 'Statutory duties and their clocks.')],
};

/** The CloudEvents `source` of what a service publishes. */
export const outboundSource = (service: OutboundService): string => `urn:safe-harbor:${service}`;
export const schemaUrn = (type: string): string => `urn:safe-harbor:schema:${type}`;

const fieldsOf = (schema: TSchema) => (schema as unknown as { readonly properties: Readonly<Record<string, TSchema>> }).properties;
// What names an addressee never leaves.
const staysHere = ([name, schema]: readonly [string, TSchema]): boolean => name === 'addressee' || JSON.stringify(schema).includes('"sealed"');
// By what authority a duty was excused or a notice withheld is somebody's text. Partners' programs may rely on the field, so it leaves with this instead.
const FREE_TEXT = ['authority'];
const NOT_SHARED = 'not-shared';
const asItLeaves = ([name, schema]: readonly [string, TSchema]): readonly [string, TSchema] =>
  (FREE_TEXT.includes(name) ? [name, text(`Always ${NOT_SHARED}: somebody's text, which stays here`)] : [name, schema]);
/** Of published events, whose fields are optional where their schema's `required` leaves them out. */
const withoutSealed = (schema: TSchema): TSchema => {
  const { required = [] } = schema as { readonly required?: readonly string[] };
  const open = Object.entries(fieldsOf(schema)).filter(field => !staysHere(field)).map(asItLeaves);
  return Type.Unsafe({
    type: 'object', required: required.filter(name => open.some(([field]) => field === name)), properties: Object.fromEntries(open), additionalProperties: false,
  });
};

const leaving = (service: OutboundService, { type: event, version, description, schema }: Published): readonly [string, OutboundMessage] => {
  const named = records[service].find(({ subject }) => subject in fieldsOf(schema));
  if (!named) throw new Error(`${event} names no record that ${service} has a topic for`);
  const type = `safe-harbor.${service}.${event}.v${version}`;
  return [event, { type, version, description, service, ...named, dataschema: schemaUrn(type), schema: withoutSealed(schema) }];
};

/** How each published event leaves, by the event's type. */
export const outboundMessages: ReadonlyMap<string, OutboundMessage> = new Map(
  (Object.keys(records) as OutboundService[]).flatMap(service => eventsOf[service].filter(({ internal }) => !internal).map(event => leaving(service, event))));

/** How this event leaves; undefined where it does not: another service's, or one that only one party may be told of. */
export const outboundOf = (type: string, data: Readonly<Record<string, unknown>>): OutboundMessage | undefined =>
  (data.addressee === undefined && addresseeOf(type, data) === null ? outboundMessages.get(type) : undefined);

/** The fields of an event that may leave: those its outbound schema names, free text replaced. */
export const outboundData = ({ schema }: OutboundMessage, data: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(data).filter(([name]) => name in fieldsOf(schema))
    .map(([name, value]) => [name, FREE_TEXT.includes(name) ? NOT_SHARED : value]));

export const LEDGER_VERDICTS = ['on-time', 'late', 'never', 'not-determinable', 'not-required', 'ended-before-due', 'open'] as const;
export type LedgerVerdictCode = (typeof LEDGER_VERDICTS)[number];

const verdict = publish('safe-harbor.compliance.LedgerVerdict.v1', 1,
  'How a duty was kept, from deadline and facts alone, as far as was known when one of its events was recorded. A later one may differ: facts arrive late.',
  exactly({
    dutyId: uuid('The duty'), youthId: uuid('The youth, by a pseudonym'), ruleId: text('The rule'),
    subjectKind: oneOf(DUTY_SUBJECTS, 'What the duty is about'), subjectId: uuid('The episode, determination, order or check'),
    agency: text('The title IV-E agency'), state: text('Its state'), county: text('The county office responsible'),
    recipient: orNull(text('Who must be told; null where nobody is')),
    clockStart: orNull(moment('When the obligor learned; null where the clock does not run')),
    deadline: orNull(moment('The last moment that is on time; null where there is none')),
    verdict: oneOf(LEDGER_VERDICTS, 'open is not final'), reason: orNull(text('Why, as a code such as waived or void; null where the verdict says it all')),
    recordedLate: Type.Boolean({ description: 'Made in time and entered after the deadline' }),
    madeAt: orNull(moment('When it was done')), reportId: orNull(uuid('The report that counts')),
    flags: Type.Array(text('Worth knowing, such as corrected or several-receipts; none changes the verdict')),
    asOf: moment('What had happened by then'), position: Type.String({ pattern: '^\\d{1,20}$', description: 'Facts at or before this position of the log' }),
  }));

export const ledgerVerdict = {
  ...verdict, service: 'compliance', subject: 'dutyId', dataschema: schemaUrn(verdict.type),
  topic: outboundTopic('compliance', 'ledger-verdict', 'The verdict of a duty, whenever something happened to it.'),
} as const satisfies OutboundMessage;
export type LedgerVerdict = Static<typeof verdict.schema>;

/** Everything that leaves, by the CloudEvent's type. */
export const outboundByType: ReadonlyMap<string, OutboundMessage> = new Map(
  [...outboundMessages.values(), ledgerVerdict].map(message => [message.type, message]));

/** Topics that Safe Harbor writes its own events to. */
export const outboundTopics: readonly Topic[] = [...new Map([...outboundByType.values()].map(({ topic }) => [topic.name, topic])).values()];
