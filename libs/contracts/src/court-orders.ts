import Type from 'typebox';
import { US_STATES } from './jurisdiction.js';
import { exactly, moment, oneOf, orNull, publish, text, uuid, type EventOf } from './schema.js';

/** What a duty is about besides what a report can be about. */
export const COURT_SUBJECTS = ['court-term', 'holder-order', 'safe-harbor-check'] as const;

export const TERM_KINDS = ['produce-child', 'services', 'review'] as const;
export type TermKind = (typeof TERM_KINDS)[number];

/** What the court asks of a holder of records. */
export const RECORD_ACTIONS = ['vacate', 'expunge', 'seal', 'unseal'] as const;
export type RecordAction = (typeof RECORD_ACTIONS)[number];

/** What a holder answered: done, it held nothing, or a law named to the court makes it keep a copy. */
export const HOLDER_ANSWERS = ['done', 'nothing-held', 'retained-by-law'] as const;
export type HolderAnswer = (typeof HOLDER_ANSWERS)[number];

/** What was done for the child, or in spite of that: a set, since several may hold. */
export const SAFE_HARBOR_OUTCOMES = [
  'referred-to-services', 'referred-to-child-welfare', 'diverted', 'immunity-granted', 'adjudicated', 'prosecuted', 'other',
] as const;
export type SafeHarborOutcome = (typeof SAFE_HARBOR_OUTCOMES)[number];
export const SAFE_HARBOR_TRIGGERS = ['arrest', 'charge'] as const;
export const VICTIM_STANDINGS = ['identified', 'suspected'] as const;
export type VictimStanding = (typeof VICTIM_STANDINGS)[number];
export const SAFE_HARBOR_AUTHORITIES = ['court', 'prosecutor', 'police', 'juvenile-justice-agency', 'child-welfare-agency'] as const;
export const VOID_CHECK_REASONS = ['determination-withdrawn', 'recorded-in-error', 'no-longer-owed'] as const;

const state = oneOf(US_STATES, 'The state whose law applies');
const county = text('The county');
const term = {
  termId: uuid('The term'), orderId: uuid('The order'), caseId: uuid('The case, by an opaque id'), youthId: uuid('The youth, by a pseudonym'),
  agency: text('Who must do it: an agency, or the court itself'),
};

/** Juvenile files are confidential: what happens in a case is told to whoever must act on it and to nobody else. */
const only = (field: string) => ({ addressee: field });

export const courtTermOrdered = publish('CourtTermOrdered', 1, 'An order with this term was entered; its date starts a clock.',
  exactly({
    ...term, court: text('The court'), state, county, kind: oneOf(TERM_KINDS, 'What is ordered'),
    orderedAt: moment('When the order was entered'), dueAt: moment('The last moment that is in time, as the order says'),
  }), only('agency'));

export const courtTermFulfilled = publish('CourtTermFulfilled', 1, 'What the term asks for was done.',
  exactly({ ...term, fulfilledAt: moment('When it was done') }), only('agency'));

export const courtTermWithdrawn = publish('CourtTermWithdrawn', 1, 'An approved amendment took the term out of the order, or its case was expunged.',
  exactly({ ...term, withdrawnAt: moment('When') }), only('agency'));

const holderOrder = {
  holderOrderId: uuid('The order to this one holder'), orderId: uuid('The court\'s order'),
  caseId: uuid('The case, by an opaque id'), youthId: uuid('The youth, by a pseudonym'),
  holder: text('The only one who is told'), agency: text('The court that ordered it'),
};

export const holderOrderIssued = publish('HolderOrderIssued', 1, 'The court orders one holder of records to vacate, expunge, seal or unseal what it holds of a case. Nobody else is told.',
  exactly({
    ...holderOrder, state, county, ordered: oneOf(RECORD_ACTIONS, 'What is to be done with the records'),
    issuedAt: moment('When the order was entered'), answerBy: moment('By when the holder answers, as the order says'),
  }), only('holder'));

export const holderReceiptGiven = publish('HolderReceiptGiven', 1, 'The holder answered the order.',
  exactly({
    ...holderOrder, answer: oneOf(HOLDER_ANSWERS, 'What it did'), law: orNull(text('The law that makes it keep a copy')),
    answeredAt: moment('When it answered'),
  }), only('holder'));

const check = {
  checkId: uuid('The check'), youthId: uuid('The youth, by a pseudonym'), agency: text('The title IV-E agency that answers for the youth'),
};

export const safeHarborCheckOpened = publish('SafeHarborCheckOpened', 1,
  'An identified or suspected victim was arrested or charged: somebody with authority decides whether the law protects the child from that.',
  exactly({
    ...check, state, county, trigger: oneOf(SAFE_HARBOR_TRIGGERS, 'What opened it'), triggerId: uuid('The recovery, or the filing'),
    triggeredAt: moment('When the child was arrested or charged'),
    standing: oneOf(VICTIM_STANDINGS, 'What was known of the child when it was opened'),
  }), only('agency'));

export const safeHarborCheckDecided = publish('SafeHarborCheckDecided', 1, 'Somebody with authority decided what is done.',
  exactly({
    ...check, decidedAt: moment('When'), decidedBy: oneOf(SAFE_HARBOR_AUTHORITIES, 'By what authority'),
    outcomes: Type.Array(oneOf(SAFE_HARBOR_OUTCOMES, 'What was done'), { minItems: 1, uniqueItems: true }),
  }), only('agency'));

export const safeHarborCheckVoided = publish('SafeHarborCheckVoided', 1, 'What opened the check proved otherwise.',
  exactly({ ...check, voidedAt: moment('When'), reason: oneOf(VOID_CHECK_REASONS, 'Why') }), only('agency'));

export type CourtTermOrdered = EventOf<typeof courtTermOrdered>;
export type CourtTermFulfilled = EventOf<typeof courtTermFulfilled>;
export type CourtTermWithdrawn = EventOf<typeof courtTermWithdrawn>;
export type HolderOrderIssued = EventOf<typeof holderOrderIssued>;
export type HolderReceiptGiven = EventOf<typeof holderReceiptGiven>;
export type SafeHarborCheckOpened = EventOf<typeof safeHarborCheckOpened>;
export type SafeHarborCheckDecided = EventOf<typeof safeHarborCheckDecided>;
export type SafeHarborCheckVoided = EventOf<typeof safeHarborCheckVoided>;
