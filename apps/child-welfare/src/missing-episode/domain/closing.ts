import type { ClosingReason } from '#contracts';
import { DomainError, type Decision, type Instant } from '#kernel';
import type { CourseEvent } from './course.js';
import { holds, idsOf, refuseAhead, stillOpen } from './guards.js';
import type { Known, MissingEpisode, MissingEpisodeEvent } from './missing-episode.js';

/** A duty about this episode that is neither done, nor excused, nor void. */
export type OpenDuty = { readonly dutyId: string; readonly ruleId: string; readonly recipient: string | null; readonly deadline: Instant | null };
/**
 * What compliance says is owed for this episode: open, or excused by authority, by its rule. `assessed`: that it has said so of
 * all that is recorded here; an episode with no duty at all is told from one whose duties are still to be opened.
 */
export type Owed = { readonly assessed: boolean; readonly open: readonly OpenDuty[]; readonly waived: readonly string[] };

type Done = Readonly<Record<'returned' | 'interview' | 'screening' | 'factors' | 'response' | 'services', boolean>>;

/** Each with the federal rule that asks for it. */
const STEPS: Readonly<Record<keyof Done, { readonly rule?: string; readonly lacking: string }>> = {
  returned: { lacking: 'The child has not returned' },
  interview: { rule: 'US-return-interview', lacking: 'No return interview was held or declined' },
  screening: { rule: 'US-screening-on-return', lacking: 'The child was not screened on return' },
  factors: { rule: 'US-primary-factors', lacking: 'The factors of the absence are not determined' },
  response: { rule: 'US-response-to-factors', lacking: 'No response to the factors is recorded' },
  services: { rule: 'US-services', lacking: 'No services on return are recorded' },
};

/** What 42 USC 671(a)(35)(A)(ii) and (iii) ask for on return and nobody recorded yet, unless its rule was waived. */
export const stepsLeft = (done: Done, waived: readonly string[] = []): readonly (keyof Done)[] =>
  (Object.keys(STEPS) as (keyof Done)[]).filter(step => !done[step] && !waived.some(rule => rule === STEPS[step].rule));

/** The records of one absence: what either tells of it counts. One recorded in error tells nothing. */
const recordsOf = (episode: Known, merged: readonly Known[]): readonly Known[] =>
  [episode, ...merged.filter(({ status, agency }) => status !== 'in-error' && agency === episode.agency)];

const doneIn = (records: readonly Known[]): Done => {
  const any = (type: CourseEvent['type']) => records.some(record => holds(record, type));
  return {
    returned: records.some(({ returned }) => returned !== null), interview: any('ReturnInterviewHeld'), screening: any('ScreenedOnReturn'),
    factors: any('FactorsDetermined'), response: any('FactorsRespondedTo'), services: any('ServicesArranged'),
  };
};

const leftUndone = (done: Done, reason: ClosingReason, { open, waived }: Owed) => [
  // a child who was located and will not return can be neither asked nor screened: only the duties are left
  ...(reason === 'returned' ? stepsLeft(done, waived) : []).map(step => ({ pointer: `/steps/${step}`, code: `${step}-open`, detail: STEPS[step].lacking })),
  ...open.map(({ dutyId, ruleId, deadline }) => ({
    pointer: `/duties/${dutyId}`, code: ruleId, detail: deadline ? `Due ${deadline}` : 'Due, without a deadline',
  })),
];

type Closing = { readonly closedAt: Instant; readonly reason: ClosingReason };

/** All that was owed is done, or excused by name. `merged`: the episodes that are led on in this one. */
export const close = ({ closedAt, reason }: Closing, owed: Owed, merged: readonly Known[]): Decision<MissingEpisode, MissingEpisodeEvent> =>
  (state, now) => {
    if (state.status === 'closed' && state.closedAt === closedAt) return [];
    const episode = stillOpen(state);
    refuseAhead(closedAt, now, 'closed-in-the-future');
    const records = recordsOf(episode, merged);
    const found = records.flatMap(({ returned, locatedAt }) => returned?.returnedAt ?? locatedAt ?? []);
    if (found.length === 0) throw new DomainError('not-located', 'The child is still missing');
    if (found.some(at => closedAt < at)) throw new DomainError('closed-before-found', 'An episode closes after the child was located and returned');
    const done = doneIn(records);
    if (reason !== 'returned' && done.returned) throw new DomainError('child-returned', 'The child returned: the episode closes for that');
    if (!owed.assessed) throw new DomainError('duties-not-yet-known', 'Compliance has not assessed yet all that is recorded here: try again in a moment');
    const errors = leftUndone(done, reason, owed);
    if (errors.length > 0) throw new DomainError('duties-open', 'Something owed for this absence is neither done nor excused', 'refused', { errors });
    return [{ type: 'EpisodeClosed', data: { ...idsOf(episode), closedAt, reason }, occurredAt: closedAt }];
  };
