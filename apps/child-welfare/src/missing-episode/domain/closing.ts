import type { ClosingReason } from '#contracts';
import { DomainError, type Decision, type Instant } from '#kernel';
import { holds, idsOf, refuseAhead, stillOpen } from './guards.js';
import type { Known, MissingEpisode, MissingEpisodeEvent } from './missing-episode.js';

/** A duty about this episode that is neither done, nor excused, nor void. */
export type OpenDuty = { readonly dutyId: string; readonly ruleId: string; readonly recipient: string | null; readonly deadline: Instant | null };

type Done = Readonly<Record<'returned' | 'interview' | 'screening' | 'factors' | 'response' | 'services', boolean>>;

const STEPS = {
  returned: 'The child has not returned',
  interview: 'No return interview was held or declined',
  screening: 'The child was not screened on return',
  factors: 'The factors of the absence are not determined',
  response: 'No response to the factors is recorded',
  services: 'No services on return are recorded',
} as const satisfies Record<keyof Done, string>;

/** What 42 USC 671(a)(35)(A)(ii) and (iii) ask for on return and nobody recorded yet. */
export const stepsLeft = (done: Done): readonly (keyof Done)[] => (Object.keys(STEPS) as (keyof Done)[]).filter(step => !done[step]);

const doneIn = (episode: Known): Done => ({
  returned: episode.returned !== null,
  interview: holds(episode, 'ReturnInterviewHeld'),
  screening: holds(episode, 'ScreenedOnReturn'),
  factors: holds(episode, 'FactorsDetermined'),
  response: holds(episode, 'FactorsRespondedTo'),
  services: holds(episode, 'ServicesArranged'),
});

const leftUndone = (episode: Known, reason: ClosingReason, duties: readonly OpenDuty[]) => [
  // a child who was located and will not return can be neither asked nor screened: only the duties are left
  ...(reason === 'returned' ? stepsLeft(doneIn(episode)) : []).map(step => ({ pointer: `/steps/${step}`, code: `${step}-open`, detail: STEPS[step] })),
  ...duties.map(({ dutyId, ruleId, deadline }) => ({
    pointer: `/duties/${dutyId}`, code: ruleId, detail: deadline ? `Due ${deadline}` : 'Due, without a deadline',
  })),
];

type Closing = { readonly closedAt: Instant; readonly reason: ClosingReason };

/** All that was owed is done, or excused by name. */
export const close = ({ closedAt, reason }: Closing, duties: readonly OpenDuty[]): Decision<MissingEpisode, MissingEpisodeEvent> =>
  (state, now) => {
    if (state.status === 'closed' && state.closedAt === closedAt) return [];
    const episode = stillOpen(state);
    refuseAhead(closedAt, now, 'closed-in-the-future');
    if (!episode.locatedAt) throw new DomainError('not-located', 'The child is still missing');
    if (closedAt < (episode.returned?.returnedAt ?? episode.locatedAt)) throw new DomainError('closed-before-found', 'An episode closes after the child was located and returned');
    if (reason !== 'returned' && episode.returned) throw new DomainError('child-returned', 'The child returned: the episode closes for that');
    const errors = leftUndone(episode, reason, duties);
    if (errors.length > 0) throw new DomainError('duties-open', 'Something owed for this absence is neither done nor excused', 'refused', { errors });
    return [{ type: 'EpisodeClosed', data: { ...idsOf(episode), closedAt, reason }, occurredAt: closedAt }];
  };
