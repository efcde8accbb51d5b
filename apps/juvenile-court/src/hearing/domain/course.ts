import { localDay } from '#calendar';
import { DomainError, type Decision, type Instant } from '#kernel';
import { ahead, idsOf, known, refuseAhead } from './guards.js';
import type { Hearing, HearingEvent, Held, Notice, VacatingReason } from './hearing.js';

type Decide = Decision<Hearing, HearingEvent>;
/** As the case has it: since when the party may not be told, if so. */
export type Told = { readonly partyId: string; readonly withheld: { readonly since: Instant } | null };

/** Proof that one party was told of the date. Told too late is not told. */
export const noticeHearing = ({ noticeId, servedAt, method }: Omit<Notice, 'partyId'>, party: Told | undefined, zone: string): Decide => (state, now) => {
  const hearing = ahead(state);
  if (!party) throw new DomainError('unknown-party', 'No such party', 'unknown');
  const { partyId, withheld } = party;
  if (hearing.notices[noticeId]) return [];
  refuseAhead(servedAt, now, 'noticed-in-the-future');
  if (withheld && servedAt >= withheld.since) throw new DomainError('party-may-not-be-told', 'This party may not be told', 'refused', { partyId });
  const { setAt, noticeBy, rule, day } = hearing;
  if (servedAt < setAt) throw new DomainError('noticed-before-set', 'The hearing was not set for this day yet: a notice of an earlier day does not tell of it', 'refused', { setAt });
  if (noticeBy && localDay(servedAt, zone) > noticeBy) {
    throw new DomainError('notice-too-late', `Notice of this hearing was in time until ${noticeBy}: continue it`, 'refused', { latest: noticeBy, rule });
  }
  return [{ type: 'HearingNoticed', data: { ...idsOf(hearing), noticeId, partyId, servedAt, method, day }, occurredAt: servedAt }];
};

export const holdHearing = ({ heldAt, outcome }: Held, zone: string): Decide => (state, now) => {
  const { held } = known(state);
  if (held?.heldAt === heldAt && held.outcome === outcome) return [];
  const hearing = ahead(state);
  refuseAhead(heldAt, now, 'held-in-the-future');
  if (localDay(heldAt, zone) !== hearing.day) throw new DomainError('held-on-another-day', `This hearing is set for ${hearing.day}: continue it first`, 'refused', { day: hearing.day });
  return [{ type: 'HearingHeld', data: { ...idsOf(hearing), heldAt, outcome }, occurredAt: heldAt }];
};

/** Anybody's wish, and what follows from a child's return: the hearing stands until the court says otherwise. */
export const proposeVacating = (reason: VacatingReason): Decide => (state, now) => {
  const hearing = ahead(state);
  return hearing.vacatingProposed === reason ? [] : [{ type: 'HearingVacatingProposed', data: { ...idsOf(hearing), reason, proposedAt: now } }];
};

/** The same, of a hearing that may be over already: then there is nothing to propose. */
export const proposeVacatingIfAhead = (reason: VacatingReason): Decide => (state, now) => (state.status === 'scheduled' ? proposeVacating(reason)(state, now) : []);

const FOR_THE_RETURN: readonly VacatingReason[] = ['child-returned', 'child-located', 'absence-in-error'];

/** Missing again, the child's return is no reason any more; others' reasons stay. */
export const dropVacating = (reason: 'missing-again' | 'court-keeps-it'): Decide => state => {
  if (state.status !== 'scheduled' || !state.vacatingProposed) return [];
  const gone = reason === 'court-keeps-it' || FOR_THE_RETURN.includes(state.vacatingProposed);
  return gone ? [{ type: 'HearingVacatingDropped', data: { ...idsOf(state), reason } }] : [];
};

/** By the court only: who that is, the access table says. */
export const vacateHearing = (reason: VacatingReason): Decide => (state, now) => {
  if (known(state).vacated === reason) return [];
  return [{ type: 'HearingVacated', data: { ...idsOf(ahead(state)), reason, vacatedAt: now } }];
};
