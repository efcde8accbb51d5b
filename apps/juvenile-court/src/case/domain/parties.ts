import { clearOf, DomainError, type Decision, type Instant, type Personal } from '#kernel';
import type { CaseEvent, CourtCase } from './court-case.js';
import { idsOf, opened, partyOf, refuseAhead, requireAuthority } from './guards.js';
import type { PartyDetails, Withholding } from './party.js';

type Decide = Decision<CourtCase, CaseEvent>;

export const addParty = (partyId: string, details: PartyDetails): Decide => state => {
  const found = opened(state);
  return found.parties[partyId] ? [] : [{ type: 'PartyAdded', data: { ...idsOf(found), partyId, ...details } }];
};

const plain = (value: unknown): unknown => (typeof value === 'object' && value !== null ? clearOf(value as Personal<unknown>) : value);

/** Only what is named changes. */
export const describeParty = (partyId: string, details: Partial<PartyDetails>): Decide => state => {
  const found = opened(state);
  const party = partyOf(found, partyId);
  const told = Object.entries(details).filter(([, value]) => value !== undefined);
  if (told.length === 0) throw new DomainError('nothing-to-change', 'Name at least one thing that is to change', 'malformed');
  const news = told.filter(([name, value]) => plain(party[name as keyof PartyDetails]) !== plain(value));
  return news.length > 0 ? [{ type: 'PartyDescribed', data: { ...idsOf(found), partyId, ...Object.fromEntries(news) } }] : [];
};

/** Nothing goes to a suspected abductor, trafficker or abuser or to a parent whose rights ended. Without `since` it begins now. */
export const withholdTelling = (partyId: string, { reason, authority, since }: Omit<Withholding, 'since'> & { since?: Instant }): Decide =>
  (state, now) => {
    const found = opened(state);
    const { withheld } = partyOf(found, partyId);
    requireAuthority(authority);
    refuseAhead(since ?? now, now, 'withheld-in-the-future');
    if (withheld?.reason === reason && withheld.authority === authority && (since ?? withheld.since) === withheld.since) return [];
    return [{ type: 'TellingWithheld', data: { ...idsOf(found), partyId, reason, authority, since: since ?? withheld?.since ?? now } }];
  };

export const permitTelling = (partyId: string, authority: string): Decide => state => {
  const found = opened(state);
  requireAuthority(authority);
  if (!partyOf(found, partyId).withheld) return [];
  return [{ type: 'TellingPermitted', data: { ...idsOf(found), partyId, authority } }];
};
