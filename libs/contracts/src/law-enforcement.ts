import Type from 'typebox';
import { exactly, moment, oneOf, orNull, publish, sealed, text, uuid, type EventOf } from './schema.js';

export const RECIPIENTS = ['police', 'ncmec'] as const;
export type ReportRecipient = (typeof RECIPIENTS)[number];

export const SUBJECT_KINDS = ['missing-episode', 'determination'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

export const CHANNELS = ['telephone', 'in-person', 'web-form', 'system-to-system', 'written', 'not-recorded'] as const;
export type ReportChannel = (typeof CHANNELS)[number];

export const REPORTERS = ['agency', 'provider', 'state-system'] as const;
export const REFUSAL_REASONS = ['told-to-wait', 'not-our-jurisdiction', 'runaway-not-taken', 'insufficient-information', 'other'] as const;
export const CORRECTION_REASONS = ['clerical-error', 'recipient-record', 'wrong-report'] as const;

/** What the recipient gave back: who took the report and under which number. Only references, never the police record itself. */
export type Receipt = {
  /** Police case number, or NCMEC's report number. */
  readonly caseNumber: string;
  readonly officer?: string;
  readonly badge?: string;
  /** The receiving agency's ORI. */
  readonly ori?: string;
};

/** What every event about a report says. */
export const report = {
  reportId: uuid('The report'), youthId: uuid('The youth, by a pseudonym'),
  subjectKind: oneOf(SUBJECT_KINDS, 'What the report is about'), subjectId: uuid('The episode or determination it is about'),
  agency: text('The title IV-E agency the report is made for'),
  recipient: oneOf(RECIPIENTS, 'Police and NCMEC are separate reports, 42 USC 671(a)(35)(B)'),
};

export const reportMade = publish('ReportMade', 1, 'The report was made: the call was taken or the form accepted. Later numbers are evidence, not the instant.',
  exactly({
    ...report, madeAt: moment('When the call was taken or the form accepted'),
    channel: oneOf(CHANNELS, 'How it was made'),
    madeBy: oneOf(REPORTERS, 'Who made it for the agency; a provider\'s report counts'),
    missingElements: Type.Array(text('An element the packet lacked'), { description: 'What was still missing; it never delays a report' }),
  }));

export const reportAcknowledged = publish('ReportAcknowledged', 1, 'The recipient gave a receipt. Several for one report are all kept.',
  exactly({
    ...report, acknowledgedAt: orNull(moment('When the receipt was given; null where that was not collected')),
    receipt: sealed<Receipt>('Case number, officer, badge, ORI'),
  }));

export const reportRefused = publish('ReportRefused', 1, 'The recipient refused the report. The clock runs on.',
  exactly({
    ...report, refusedAt: moment('When it was refused'),
    reason: oneOf(REFUSAL_REASONS, 'The reason given'),
  }));

export const reportBounced = publish('ReportBounced', 1, 'What was sent never arrived: no report.',
  exactly({ ...report, bouncedAt: moment('When it came back') }));

export const reportCorrected = publish('ReportCorrected', 1, 'The instant recorded for the report was wrong.',
  exactly({ ...report, madeAt: moment('When it was really made'), reason: oneOf(CORRECTION_REASONS, 'Why') }));

export const reportSupplemented = publish('ReportSupplemented', 1, 'Missing elements of the packet followed.',
  exactly({ ...report, supplementedAt: moment('When they were sent'), elements: Type.Array(text('A packet element'), { minItems: 1 }) }));

export type ReportMade = EventOf<typeof reportMade>;
export type ReportAcknowledged = EventOf<typeof reportAcknowledged>;
export type ReportRefused = EventOf<typeof reportRefused>;
export type ReportBounced = EventOf<typeof reportBounced>;
export type ReportCorrected = EventOf<typeof reportCorrected>;
export type ReportSupplemented = EventOf<typeof reportSupplemented>;
