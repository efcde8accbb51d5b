import type { FilingType } from '#contracts';
import type { Category, Event, Instant, Personal } from '#kernel';
import type { CaseIds } from './case-ids.js';
import { afterPartyEvent, type Party, type PartyEvent } from './party.js';
import type { Representation, RepresentationEvent } from './representation.js';
import type { Service, ServiceEvent } from './service.js';

/** What docketing a filing as a new case opens it with. */
export type Opening = CaseIds & {
  readonly court: string;
  readonly county: string;
  readonly caseType: FilingType;
  readonly docketNumber: Personal<string>;
  /** Keyed hash of court and number, for the exact search. Cases opened before there was one have none. */
  readonly docketIndex?: string;
  readonly openedAt: Instant;
};
/** What the clerk changed. */
type Amendment = Partial<Pick<Opening, 'docketNumber' | 'docketIndex'>> & { readonly division?: string };

// These names and shapes are stored: a new shape needs an upcaster.
type CaseOpened = Event<'CaseOpened', Opening>;
type CaseAmended = Event<'CaseAmended', CaseIds & Amendment>;
export type CaseEvent = CaseOpened | CaseAmended | PartyEvent | RepresentationEvent | ServiceEvent;

export type OpenedCase = Opening & {
  readonly status: 'open';
  readonly division: string | null;
  readonly parties: Readonly<Record<string, Party>>;
  readonly representations: Readonly<Record<string, Representation>>;
  readonly services: Readonly<Record<string, Service>>;
};
export type CourtCase = { readonly status: 'none' } | OpenedCase;

/** One key per case: expunging it makes its personal data unreadable, and no other case's. */
export const scopeOfCase = ({ caseId }: Readonly<Record<string, unknown>>) => `court:${caseId as string}` as const;

export const courtCases: Category<CourtCase, CaseEvent> = {
  name: 'court.case',
  scope: scopeOfCase,
  initial: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'CaseOpened') return { ...event.data, status: 'open', division: null, parties: {}, representations: {}, services: {} };
    if (state.status === 'none') return state;
    switch (event.type) {
      case 'CaseAmended': {
        const { caseId: _, youthId: __, ...amended } = event.data;
        return { ...state, ...amended };
      }
      case 'RepresentationBegun':
        return { ...state, representations: { ...state.representations, [event.data.representationId]: { ...event.data, endedAt: null } } };
      case 'RepresentationEnded': {
        const { representationId, endedAt } = event.data;
        const representation = state.representations[representationId];
        return representation ? { ...state, representations: { ...state.representations, [representationId]: { ...representation, endedAt } } } : state;
      }
      case 'ServiceProved':
        return { ...state, services: { ...state.services, [event.data.serviceId]: event.data } };
      default:
        return { ...state, parties: afterPartyEvent(state.parties, event) };
    }
  },
};
