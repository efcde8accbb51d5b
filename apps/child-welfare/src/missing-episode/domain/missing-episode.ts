import type {
  AgeBand, ChildLocated, ChildReportedMissing, ChildReturned, EpisodeClosed, EpisodeCorrected, EpisodeRecordedInError, EpisodesMerged, EpisodesUnmerged,
  StateReportReceived, WhereaboutsLost,
} from '#contracts';
import type { Category, Event, Instant, Personal } from '#kernel';
import { entryOf, type CourseEvent } from './course.js';
import type { Packet } from './packet.js';

type Ids = { episodeId: string; youthId: string };

// These names and shapes are stored: a new shape needs an upcaster.
/** Stored with ChildReportedMissing when told: where the child was last seen. */
type LastSeenDescribed = Event<'LastSeenDescribed', Ids & { place: Personal<string> }>;

/** Only the elements that are told now; those told before stand. */
type PacketDescribed = Event<'PacketDescribed', Ids & { elements: Packet }>;

/** Stored with ReturnInterviewHeld when the child told something: by question, in the child's words. */
export type InterviewAnswers = Readonly<Record<string, string>>;
type ReturnInterviewAnswered = Event<'ReturnInterviewAnswered', Ids & { interviewId: string; answers: Personal<InterviewAnswers> }>;

/** The other side of EpisodesMerged and EpisodesUnmerged: so that one episode is never led on in two. */
type EpisodeMergedInto = Event<'EpisodeMergedInto', Ids & { intoEpisodeId: string }>;
type EpisodeSeparated = Event<'EpisodeSeparated', Ids & { fromEpisodeId: string }>;

export type MissingEpisodeEvent =
  | ChildReportedMissing | LastSeenDescribed | PacketDescribed | WhereaboutsLost | EpisodeCorrected | ChildLocated | ChildReturned
  | CourseEvent | ReturnInterviewAnswered | EpisodeClosed | EpisodeRecordedInError
  | EpisodesMerged | EpisodesUnmerged | EpisodeMergedInto | EpisodeSeparated | StateReportReceived;

/** What duties stand on: a correction restates all of it. */
export type Basis = Omit<EpisodeCorrected['data'], keyof Ids | 'cause'>;

export type Known = Ids & Basis & {
  readonly status: 'missing' | 'located' | 'returned' | 'closed' | 'in-error';
  readonly lastSeenAt: Instant | null;
  readonly locatedAt: Instant | null;
  /** When the agency learned of that, where it was told. */
  readonly locatedLearnedAt: Instant | null;
  readonly returned: Omit<ChildReturned['data'], keyof Ids> | null;
  readonly closedAt: Instant | null;
  readonly packet: Packet;
  readonly course: readonly string[];
  /** Whether it is led on here still, by episode that ever was. */
  readonly merged: Readonly<Record<string, boolean>>;
  readonly mergedInto: string | null;
  /** Each receipt of a report that the state made, and each such report without one. */
  readonly stateReports: readonly Pick<StateReportReceived['data'], 'reportId' | 'receipt' | 'acknowledgedAt'>[];
};
export type MissingEpisode = { readonly status: 'none' } | Known;

/** From when nothing more begins to be owed for this absence: a child who was found before the agency answered for the youth was never its missing child. */
export const overAt = ({ locatedAt, closedAt }: Known): Instant | null => locatedAt ?? closedAt;

const begun = ({ data }: ChildReportedMissing): Known => ({
  ...data, ageBand: data.ageBand ?? ('unknown' satisfies AgeBand), status: 'missing', locatedAt: null, locatedLearnedAt: null, returned: null, closedAt: null, packet: {}, course: [],
  merged: {}, mergedInto: null, stateReports: [],
});

/** A correction opens a closed episode again, as it stood before: what is owed may have changed. */
const reopened = (state: Known): Known =>
  (state.status === 'closed' ? { ...state, status: state.returned ? 'returned' : state.locatedAt ? 'located' : 'missing', closedAt: null } : state);

export const missingEpisodes: Category<MissingEpisode, MissingEpisodeEvent> = {
  name: 'childWelfare.missingEpisode',
  // receipts are what agencies share about one child, wherever they are kept
  scope: data => ('receipt' in data ? 'exchange' : 'agency'),
  initial: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'ChildReportedMissing') return begun(event);
    if (state.status === 'none') return state;
    switch (event.type) {
      case 'WhereaboutsLost':
        return { ...state, category: 'whereabouts-unknown', learnedAt: event.data.learnedAt, coveredFrom: undefined };
      case 'EpisodeCorrected': {
        const { cause: _, ...basis } = event.data;
        return { ...reopened(state), coveredFrom: undefined, ...basis };
      }
      case 'ChildLocated':
        return { ...state, status: 'located', locatedAt: event.data.locatedAt, locatedLearnedAt: event.data.learnedAt ?? null };
      case 'ChildReturned':
        return { ...state, status: 'returned', returned: event.data };
      case 'EpisodeClosed':
        return { ...state, status: 'closed', closedAt: event.data.closedAt };
      case 'EpisodeRecordedInError':
        return { ...state, status: 'in-error' };
      case 'PacketDescribed':
        return { ...state, packet: { ...state.packet, ...event.data.elements } };
      case 'EpisodesMerged':
        return { ...state, merged: { ...state.merged, [event.data.mergedEpisodeId]: true } };
      case 'EpisodesUnmerged':
        return { ...state, merged: { ...state.merged, [event.data.mergedEpisodeId]: false } };
      case 'EpisodeMergedInto':
        return { ...state, mergedInto: event.data.intoEpisodeId };
      case 'EpisodeSeparated':
        return { ...state, mergedInto: null };
      case 'StateReportReceived': {
        const { reportId, receipt, acknowledgedAt } = event.data;
        return { ...state, stateReports: [...state.stateReports, { reportId, receipt, acknowledgedAt }] };
      }
      case 'LastSeenDescribed':
      case 'ReturnInterviewAnswered':
        return state;
      default:
        return { ...state, course: [...state.course, entryOf(event)] };
    }
  },
};
