import type { Instant } from '#kernel';
import type { LedgerDuty, Limit } from './ledger.js';
import { localTime } from './local-time.js';

const RECIPIENTS: Readonly<Record<string, string>> = {
  police: 'the police', ncmec: 'NCMEC', court: 'the juvenile court', 'state-team': 'the state\'s teams', hhs: 'HHS',
};
const WORK: Readonly<Record<string, string>> = {
  NcicEntered: 'enter the child in NCIC', NcicVerified: 'verify the entry', ReturnInterviewHeld: 'ask the child what happened', ScreenedOnReturn: 'screen the child',
  FactorsDetermined: 'find the factors of the absence', FactorsRespondedTo: 'respond to the factors', ServicesArranged: 'arrange services',
};
const MARKS: Readonly<Record<string, string>> = { 'on-time': 'on time', late: 'LATE', never: 'OVERDUE', 'not-determinable': 'unclear', 'ended-before-due': 'ended' };
const NOT_OWED = 'not-required';

export const isOwed = ({ verdict }: LedgerDuty): boolean => verdict !== NOT_OWED;

/** What is to be done, and by whom where that is not the agency. */
export const task = ({ recipient, requirements, rule }: LedgerDuty): string => {
  const event = requirements[0]?.event ?? '';
  return `${rule.obligor === 'law-enforcement' ? 'the police ' : ''}${recipient ? `tell ${RECIPIENTS[recipient] ?? recipient}` : (WORK[event] ?? event)}`;
};

export const limitText = ({ elapsedHours, calendarDays, businessDays, courtDays }: Limit): string =>
  elapsedHours ? `${elapsedHours} hours` : businessDays ? `${businessDays} business days` : courtDays ? `${courtDays} court days`
  : calendarDays ? `${calendarDays} calendar days` : 'no number in the law';

const shortCitation = ({ rule }: LedgerDuty): string => rule.citation.replace('Child Welfare Policy Manual ', '');

const due = (deadline: Instant | null) => (deadline ? `due ${localTime(deadline)}` : 'no deadline');
const openingLine = (duty: LedgerDuty) =>
  `${duty.ruleId}: ${task(duty)}${duty.deadline ? ` by ${localTime(duty.deadline)}` : ''} (${limitText(duty.rule.limit)}; ${shortCitation(duty)})`;

export type Line = { readonly mark: string; readonly text: string };

/** Lines that say the same of several duties become one. */
const grouped = (entries: readonly (Line & { readonly ruleId: string })[]): readonly Line[] => {
  const keys = [...new Set(entries.map(({ mark, text }) => JSON.stringify([mark, text])))];
  return keys.map(key => {
    const [mark, text] = JSON.parse(key) as [string, string];
    return { mark, text: `${entries.filter(each => each.mark === mark && each.text === text).map(({ ruleId }) => ruleId).join(', ')}: ${text}` };
  });
};

/** What changed from one reading of the ledger to the next. */
export const changes = (before: ReadonlyMap<string, LedgerDuty>, now: readonly LedgerDuty[]): readonly Line[] => {
  const owed = now.filter(isOwed);
  const opened = owed.filter(({ dutyId }) => !before.has(dutyId)).map(duty => ({ mark: 'opened', text: openingLine(duty) }));
  const decided = owed.filter(({ dutyId, verdict }) => verdict !== 'open' && verdict !== before.get(dutyId)?.verdict);
  return [...opened, ...grouped(decided.map(({ ruleId, verdict, madeAt, deadline }) =>
    ({ ruleId, mark: verdict === 'on-time' && !deadline ? 'done' : MARKS[verdict] ?? verdict, text: `${madeAt ? `done ${localTime(madeAt)}` : 'not done'}, ${due(deadline)}` })))];
};

/** All that is not done yet, by deadline. */
export const stillOpen = (now: readonly LedgerDuty[]): string =>
  grouped(now.filter(({ verdict }) => verdict === 'open' || verdict === 'never')
    .sort((a, b) => ((a.deadline ?? '~') < (b.deadline ?? '~') ? -1 : 1))
    .map(({ ruleId, deadline }) => ({ ruleId, mark: '', text: due(deadline) }))).map(({ text }) => text).join('; ') || 'nothing';
