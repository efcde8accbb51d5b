import type { ChildReportedMissing, EpisodeRecordedInError } from '#contracts';
import { clearOf, DomainError, personal, type Decision, type Instant, type Personal } from '#kernel';
import { idsOf, leadsOthers, recorded, refuseAhead, stillOpen } from './guards.js';
import type { MissingEpisode, MissingEpisodeEvent } from './missing-episode.js';
import type { PacketElement } from './packet.js';

type Decide = Decision<MissingEpisode, MissingEpisodeEvent>;

export type FirstReport = ChildReportedMissing['data'] & { readonly lastSeenPlace?: Personal<string> };

const SAID_FIRST = ['youthId', 'category', 'learnedAt', 'lastSeenAt'] as const;

export const reportMissing = ({ lastSeenPlace, ...report }: FirstReport): Decide => (state, now) => {
  if (state.status !== 'none') {
    const same = SAID_FIRST.every(field => state[field] === report[field]);
    if (!same) throw new DomainError('already-reported', 'This episode was reported before, otherwise: a new absence is a new episode');
    return [];
  }
  refuseAhead(report.learnedAt, now, 'learned-in-the-future');
  refuseSeenLater(report);
  const { episodeId, youthId } = report;
  return [
    { type: 'ChildReportedMissing', data: report, occurredAt: report.learnedAt },
    ...(lastSeenPlace ? [{ type: 'LastSeenDescribed' as const, data: { episodeId, youthId, place: lastSeenPlace } }] : []),
  ];
};

export const refuseSeenLater = ({ lastSeenAt, learnedAt }: { lastSeenAt: Instant | null; learnedAt: Instant }): void => {
  if (lastSeenAt && lastSeenAt > learnedAt) {
    throw new DomainError('last-seen-after-learned', 'The child was seen after the agency learned that the child was missing: one of the two times is wrong');
  }
};

/** A child who was absent with whereabouts known can no longer be found: only now do the federal clocks start. */
export const loseWhereabouts = ({ learnedAt }: { learnedAt: Instant }): Decide => (state, now) => {
  const episode = stillOpen(state);
  if (episode.locatedAt) throw new DomainError('already-located', 'The child was located before; a new absence is a new episode');
  if (episode.category !== 'absent-whereabouts-known') return [];
  refuseAhead(learnedAt, now, 'learned-in-the-future');
  if (learnedAt < episode.learnedAt) throw new DomainError('lost-before-reported', 'Whereabouts cannot be lost before the absence was known');
  return [{ type: 'WhereaboutsLost', data: { ...idsOf(episode), learnedAt }, occurredAt: learnedAt }];
};

/** Adds to the packet, or puts right what it says; what is not named stays as it was told. */
export const describePacket = (told: Readonly<Partial<Record<PacketElement, string>>>): Decide => state => {
  const episode = stillOpen(state);
  const given = Object.entries(told).filter(([, text]) => text !== undefined) as [PacketElement, string][];
  if (given.length === 0) throw new DomainError('packet-empty', 'Describe at least one element', 'malformed');
  const news = given.filter(([element, text]) => clearOf(episode.packet[element]) !== text);
  if (news.length === 0) return [];
  return [{ type: 'PacketDescribed', data: { ...idsOf(episode), elements: Object.fromEntries(news.map(([element, text]) => [element, personal(text)])) } }];
};

export const recordInError = ({ reason }: Pick<EpisodeRecordedInError['data'], 'reason'>): Decide => state => {
  if (state.status === 'in-error') return [];
  const episode = recorded(state);
  if (leadsOthers(episode)) throw new DomainError('leads-others', 'Others are led on in this episode: un-merge them first');
  return [{ type: 'EpisodeRecordedInError', data: { ...idsOf(episode), reason } }];
};
