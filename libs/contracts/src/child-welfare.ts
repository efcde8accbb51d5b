import Type from 'typebox';
import { AGE_BANDS, COVERAGE, US_STATES } from './jurisdiction.js';
import { CHANNELS, RECIPIENTS, type Receipt } from './law-enforcement.js';
import { LEARNED_BY } from './record-codes.js';
import { exactly, moment, oneOf, orNull, publish, sealed, text, uuid, type EventOf } from './schema.js';

export const MISSING_CATEGORIES = ['left-without-permission', 'abducted', 'whereabouts-unknown', 'absent-whereabouts-known'] as const;
export type MissingCategory = (typeof MISSING_CATEGORIES)[number];

export const DETERMINATIONS = ['identified-victim', 'at-risk', 'not-indicated'] as const;
export type DeterminationOutcome = (typeof DETERMINATIONS)[number];

export const CIRCUMSTANCES = [
  'with-family', 'in-placement', 'in-detention', 'in-hospital', 'with-police', 'returned-alone', 'deceased', 'other', 'not-recorded',
] as const;
export type Circumstance = (typeof CIRCUMSTANCES)[number];

export const EPISODE_ERRORS = ['duplicate', 'wrong-youth', 'child-was-not-missing'] as const;
export type EpisodeError = (typeof EPISODE_ERRORS)[number];

const place = {
  agency: text('The title IV-E agency that answers for the youth'),
  state: oneOf(US_STATES, 'The state whose rules apply'),
  county: text('The county office responsible'),
};
const ageBand = oneOf(AGE_BANDS, 'The youth\'s age when the clock started; left out where it was not yet published');
const episode = { episodeId: uuid('The missing-from-care episode'), youthId: uuid('The youth, by a pseudonym') };
const determination = { determinationId: uuid('The determination'), youthId: uuid('The youth, by a pseudonym') };
const covered = oneOf(COVERAGE, 'Why the agency answers for the youth, 42 USC 671(a)(9)(C)(i)(I)');

export const childReportedMissing = publish('ChildReportedMissing', 1,
  'The agency received information that a child it answers for is missing or abducted.',
  exactly({
    ...episode, ...place, coverage: covered,
    category: oneOf(MISSING_CATEGORIES, 'What is known of how the child went missing'),
    learnedAt: moment('When the agency received the information: the clocks of 42 USC 671(a)(35)(B) start here'),
    learnedBy: oneOf(LEARNED_BY, 'Who of the agency received it; a hotline is the agency'),
    lastSeenAt: orNull(moment('When the child was last seen, if known')),
    ageBand: Type.Optional(ageBand),
  }));

export const whereaboutsLost = publish('WhereaboutsLost', 1,
  'A child who was absent with whereabouts known can no longer be found: the federal clocks start at learnedAt.',
  exactly({ ...episode, learnedAt: moment('When the agency learned that the whereabouts are no longer known') }));

export const childLocated = publish('ChildLocated', 1,
  'The child was found. Located is not returned.',
  exactly({
    ...episode, locatedAt: moment('When the child was located'),
    circumstance: oneOf(CIRCUMSTANCES, 'Where the child was found, as a code'),
    learnedAt: Type.Optional(moment('When the agency learned that the child was found; left out where nobody said')),
  }));

export const episodeRecordedInError = publish('EpisodeRecordedInError', 1,
  'The episode should never have been recorded; its duties are void.',
  exactly({ ...episode, reason: oneOf(EPISODE_ERRORS, 'Why the record was wrong') }));

export const stateReportReceived = publish('StateReportReceived', 1,
  'The state told of a report that it made itself: law-enforcement keeps the report.',
  exactly({
    ...episode, agency: text('The title IV-E agency the report is made for'), reportId: uuid('The report that follows'),
    recipient: oneOf(RECIPIENTS, 'Police and NCMEC are separate reports, 42 USC 671(a)(35)(B)'),
    madeAt: moment('When the call was taken or the form accepted'), channel: oneOf(CHANNELS, 'How it was made'),
    receipt: Type.Optional(sealed<Receipt>('Case number, officer, badge, ORI; left out where none was given')),
    acknowledgedAt: orNull(moment('When the receipt was given; null where there is none or that was not collected')),
  }));

export const determinationMade = publish('DeterminationMade', 1,
  'A person of the agency, or another authority, determined whether the youth is a sex trafficking victim, at risk, or neither.',
  exactly({
    ...determination, ...place, coverage: covered,
    outcome: oneOf(DETERMINATIONS, 'Only an identified victim opens the report of 42 USC 671(a)(34)(A); at risk calls for services'),
    trafficking: oneOf(['sex', 'labor'], 'Labor trafficking opens no report under 42 USC 671(a)(34)(A)'),
    determinedBy: oneOf(['agency', 'other-authority'], 'Another authority\'s identification counts from the agency\'s receipt of it'),
    receivedAt: moment('When the agency received the information'),
    ageBand: Type.Optional(ageBand),
    foreignNational: Type.Optional(oneOf(['yes', 'no', 'not-asked'], 'Whether 22 USC 7105(b)(1)(G) may apply; the status itself stays with the NGO')),
  }));

export const hhsNotified = publish('HhsNotified', 1, 'HHS was notified that a foreign-national child may be a trafficking victim, 22 USC 7105(b)(1)(G).',
  exactly({ ...determination, notifiedAt: moment('When') }));

export const determinationWithdrawn = publish('DeterminationWithdrawn', 1,
  'The determination was recorded in error or proved wrong.',
  exactly({ ...determination, reason: oneOf(['recorded-in-error', 'wrong-youth', 'not-supported'], 'Why it was withdrawn') }));

export const screeningCompleted = publish('ScreeningCompleted', 1,
  'The youth was screened. A tool proposes; a person determines.',
  exactly({
    screeningId: uuid('The screening'), youthId: uuid('The youth, by a pseudonym'), ...place,
    completedAt: moment('When the screening was completed'),
    tool: orNull(exactly({ name: text('The tool'), version: text('Its version') })),
    result: oneOf(['identified', 'at-risk', 'none'], 'What the tool proposes, after any override'),
    overridden: orNull(oneOf(['clinical-judgement', 'new-information', 'answered-under-duress'], 'Why a person set another result')),
  }));

export type ChildReportedMissing = EventOf<typeof childReportedMissing>;
export type WhereaboutsLost = EventOf<typeof whereaboutsLost>;
export type ChildLocated = EventOf<typeof childLocated>;
export type EpisodeRecordedInError = EventOf<typeof episodeRecordedInError>;
export type StateReportReceived = EventOf<typeof stateReportReceived>;
export type DeterminationMade = EventOf<typeof determinationMade>;
export type DeterminationWithdrawn = EventOf<typeof determinationWithdrawn>;
export type HhsNotified = EventOf<typeof hhsNotified>;
export type ScreeningCompleted = EventOf<typeof screeningCompleted>;
