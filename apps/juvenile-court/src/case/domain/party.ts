import type { Event, Instant, Personal } from '#kernel';
import type { CaseIds } from './case-ids.js';

export const PARTY_ROLES = [
  'child', 'parent', 'guardian', 'caregiver', 'agency', 'guardian-ad-litem', 'casa', 'tribe', 'prosecutor', 'petitioner', 'respondent', 'other',
] as const;
export const WITHHOLDING_REASONS = ['suspected-abductor', 'suspected-trafficker', 'suspected-abuser', 'rights-ended', 'protective-order', 'other'] as const;

export type PartyDetails = {
  readonly role: (typeof PARTY_ROLES)[number];
  readonly name: Personal<string>;
  readonly address: Personal<string> | null;
  /** Where the party is, is shown to the court's own staff only. */
  readonly addressProtected: boolean;
  /** Must be told of hearings and filings, unless telling is withheld. */
  readonly noticeRequired: boolean;
};
export type Withholding = {
  readonly reason: (typeof WITHHOLDING_REASONS)[number];
  readonly authority: string;
  readonly since: Instant;
};
type PartyIds = CaseIds & { readonly partyId: string };
export type Party = PartyIds & PartyDetails & { readonly withheld: Withholding | null };

// These names and shapes are stored: a new shape needs an upcaster.
type PartyAdded = Event<'PartyAdded', PartyIds & PartyDetails>;
type PartyDescribed = Event<'PartyDescribed', PartyIds & Partial<PartyDetails>>;
type TellingWithheld = Event<'TellingWithheld', PartyIds & Withholding>;
type TellingPermitted = Event<'TellingPermitted', PartyIds & { readonly authority: string }>;
export type PartyEvent = PartyAdded | PartyDescribed | TellingWithheld | TellingPermitted;

type Parties = Readonly<Record<string, Party>>;

const changed = (party: Party, { type, data }: Exclude<PartyEvent, PartyAdded>): Party => {
  switch (type) {
    case 'PartyDescribed':
      return { ...party, ...data };
    case 'TellingWithheld': {
      const { reason, authority, since } = data;
      return { ...party, withheld: { reason, authority, since } };
    }
    case 'TellingPermitted':
      return { ...party, withheld: null };
  }
};

export const afterPartyEvent = (parties: Parties, event: PartyEvent): Parties => {
  const { partyId } = event.data;
  if (event.type === 'PartyAdded') return { ...parties, [partyId]: { ...event.data, withheld: null } };
  const party = parties[partyId];
  return party ? { ...parties, [partyId]: changed(party, event) } : parties;
};
