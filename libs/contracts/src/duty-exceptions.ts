import Type from 'typebox';
import { DUTY_SUBJECTS, toldOnlyTo } from './compliance.js';
import { exactly, moment, oneOf, orNull, publish, text, uuid, type EventOf } from './schema.js';

const excepted = {
  dutyId: uuid('The duty'), youthId: uuid('The youth, by a pseudonym'),
  subjectKind: oneOf(DUTY_SUBJECTS, 'What the duty is about'), subjectId: uuid('The episode, determination, order or check'), ruleId: text('The rule'),
  ...toldOnlyTo,
  openedBy: Type.Optional(uuid('The event that opened it, where the rule makes one duty of each such event')),
};
const terms = {
  clockStart: moment('When the obligor really learned'), deadline: orNull(moment('The last moment that is on time; null where the law gives no number')),
  cause: text('Which correction'),
  ruleVersion: Type.Optional(text('The text of the rule in force then')), agency: Type.Optional(text('The agency, as now known')),
  state: Type.Optional(text('Its state')), county: Type.Optional(text('The county office responsible')),
};
const because = { authority: text('The law, order or office it rests on; never a person'), reason: text('Why, as a code') };

export const dutyPaused = publish('DutyPaused', 1, 'The clock stands still, by authority.', exactly({ ...excepted, ...because, pausedAt: moment('From when') }));
export const dutyResumed = publish('DutyResumed', 1, 'The clock runs on; the deadline moves by the time it stood.', exactly({ ...excepted, ...because, resumedAt: moment('From when') }));
export const dutyExtended = publish('DutyExtended', 1, 'The deadline was moved, by authority.', exactly({ ...excepted, ...because, deadline: moment('The new last moment that is on time') }));
export const dutyWaived = publish('DutyWaived', 1, 'The duty was excused, by authority. Excused is not done.', exactly({ ...excepted, ...because, waivedAt: moment('When') }));

export const dutyRestated = publish('DutyRestated', 1,
  'A corrected fact moved the clock: judged again from the original instant, by the rule in force then. Earlier verdicts stay visible.',
  exactly({ ...excepted, ...terms }));

export const dutyReinstated = publish('DutyReinstated', 1, 'A duty that was void is owed after all, from its original instant.',
  exactly({ ...excepted, ...terms }));

export const alertAcknowledged = publish('AlertAcknowledged', 1, 'Someone took the alert upon them: the ladder stops here until the deadline.',
  exactly({ ...excepted, level: Type.Integer({ description: 'The level acknowledged; 100 is the breach' }), acknowledgedAt: moment('When') }));

export type DutyPaused = EventOf<typeof dutyPaused>;
export type DutyResumed = EventOf<typeof dutyResumed>;
export type DutyExtended = EventOf<typeof dutyExtended>;
export type DutyWaived = EventOf<typeof dutyWaived>;
export type DutyRestated = EventOf<typeof dutyRestated>;
export type DutyReinstated = EventOf<typeof dutyReinstated>;
export type AlertAcknowledged = EventOf<typeof alertAcknowledged>;
