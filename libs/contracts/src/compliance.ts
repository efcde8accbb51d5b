import Type from 'typebox';
import { COURT_SUBJECTS } from './court-orders.js';
import { SUBJECT_KINDS } from './law-enforcement.js';
import { exactly, moment, oneOf, orNull, publish, text, uuid, type EventOf } from './schema.js';

export const DUTY_SUBJECTS = [...SUBJECT_KINDS, ...COURT_SUBJECTS] as const;
export type DutySubject = (typeof DUTY_SUBJECTS)[number];
export const OBLIGORS = ['title-iv-e-agency', 'law-enforcement', 'discovering-official', 'ordered-party', 'record-holder', 'deciding-authority'] as const;

/** What every event of a duty may say: a duty that follows from a court's order is the business of few. */
export const toldOnlyTo = { addressee: Type.Optional(text('The only one who may be told of the duty; left out, any partner may')) };
const duty = { dutyId: uuid('The duty'), youthId: uuid('The youth, by a pseudonym'), ...toldOnlyTo };
const owedBy = Type.Optional(text('Who owes it by name, where an order names one other than the agency'));

export const dutyOpened = publish('DutyOpened', 1, 'A rule gave someone a duty with a deadline. A later change of policy never moves it.',
  exactly({
    ...duty, ruleId: text('The rule'), ruleVersion: text('The day from which this text of the rule is in force'),
    subjectKind: oneOf(DUTY_SUBJECTS, 'What the duty is about'), subjectId: uuid('The episode, determination, order or check'),
    agency: text('The title IV-E agency: the obligor, unless the rule names another'), state: text('Its state'), county: text('The county office responsible'),
    recipient: orNull(text('Who must be told; null where something is to be done and nobody to be told')),
    clockStart: moment('When the obligor learned: business time'),
    deadline: orNull(moment('The last moment that is on time; null where the law gives no number')),
    alerts: Type.Array(exactly({ level: Type.Integer({ minimum: 1, maximum: 99 }), notify: text('The role to warn next') }),
      { description: 'Per cent of the time at which to warn, and whom; none for imported history that was over' }),
    imported: Type.Boolean({ description: 'Opened from imported history when its deadline had passed: raises no alert' }),
    watchFrom: Type.Optional(moment('Imported history: before this the report may still be on its way, and no breach is recorded')),
    openedBy: Type.Optional(uuid('The event that opened it, where the rule makes one duty of each such event')),
    binding: Type.Optional(Type.Boolean({ description: 'False: shown, and neither alerts nor breaches' })),
    obligor: Type.Optional(oneOf(OBLIGORS, 'Who owes it; left out it is the agency')),
    owedBy,
  }));

export const dutyAlerted = publish('DutyAlerted', 1, 'A part of the time has passed and the duty is not met.',
  exactly({ ...duty, level: Type.Integer(), dueAt: moment('When this level was reached'), deadline: moment('The deadline'), notify: text('The role to warn next') }));

export const dutyBreached = publish('DutyBreached', 1, 'The deadline passed and no report was known.',
  exactly({
    ...duty, deadline: moment('The deadline'), detectedAt: moment('When the sweep saw it'), imported: Type.Boolean(), owedBy,
    notify: Type.Optional(text('The role to alarm')),
  }));

export const dutyMet = publish('DutyMet', 1, 'What the rule asks for was done, on time or late.',
  exactly({ ...duty, metAt: moment('When it was done'), onTime: Type.Boolean(), reportId: orNull(uuid('The report that met it')) }));

export const dutyReopened = publish('DutyReopened', 1, 'What met the duty bounced, was refused or was corrected away: the clock was never stopped.',
  exactly({ ...duty, reason: oneOf(['report-bounced', 'report-refused', 'report-corrected', 'fact-corrected'], 'Why') }));

export const dutyVoided = publish('DutyVoided', 1, 'The duty is not owed: what opened it was withdrawn or proved otherwise, or a notice was withheld by authority.',
  exactly({ ...duty, reason: text('Why, as a code') }));

export const dutyEnded = publish('DutyEnded', 1, 'The rule itself names and cites an ending before the deadline; or it was done, at an instant nobody stated; or a notice was withheld once it was late.',
  exactly({ ...duty, endedAt: moment('When'), by: text('The event the rule names') }));

export const dutiesAssessed = publish('DutiesAssessed', 1,
  'Every duty of the youth\'s episodes is as all that was recorded with them up to this fact has it: none that is owed is still to be opened.',
  exactly({ youthId: uuid('The youth, by a pseudonym'), episodeId: uuid('The episode it was recorded with'), factId: uuid('The event') }), { internal: true });

export type DutyOpened = EventOf<typeof dutyOpened>;
export type DutyAlerted = EventOf<typeof dutyAlerted>;
export type DutyBreached = EventOf<typeof dutyBreached>;
export type DutyMet = EventOf<typeof dutyMet>;
export type DutyReopened = EventOf<typeof dutyReopened>;
export type DutyVoided = EventOf<typeof dutyVoided>;
export type DutyEnded = EventOf<typeof dutyEnded>;
export type DutiesAssessed = EventOf<typeof dutiesAssessed>;
