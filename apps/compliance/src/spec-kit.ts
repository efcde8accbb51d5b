import { randomUUID } from 'node:crypto';
import type { ChildLocated, ChildReportedMissing, EpisodeCorrected, EpisodesMerged, ReportAcknowledged, ReportBounced, ReportMade } from '#contracts';
import { personal, type Category, type Event, type Instant } from '#kernel';
import type { Dependencies } from '#service';

type Running = { readonly open: Pick<Dependencies, 'store'> };
type Any = Event<string, Record<string, unknown>>;
type Recording = { readonly claimedRecordedAt?: Instant };

const category = (name: string): Category<number, Any> => ({ name, scope: 'exchange', initial: 0, evolve: count => count + 1 });
const episodes = category('childWelfare.missingEpisode');
const reports = category('lawEnforcement.report');

/** What the other services publish, appended as they append it. Returns the log position. */
const publish = async ({ open }: Running, into: typeof episodes, id: string, event: Event, { claimedRecordedAt }: Recording = {}): Promise<bigint> => {
  const { position } = await open.store.decide(into, id, () => [event as Any], {
    commandId: randomUUID(), fingerprint: 'f', correlationId: randomUUID(), claimedRecordedAt,
    actor: { subject: 'someone', role: 'caseworker', agency: 'US-MO', county: null },
  });
  return position;
};

export type Episode = { readonly episodeId: string; readonly youthId: string; readonly agency: string };
export const newEpisode = (agency = 'US-MO'): Episode => ({ episodeId: randomUUID(), youthId: randomUUID(), agency });

type Missing = ChildReportedMissing['data'];

export const reportMissing = (service: Running, episode: Episode, learnedAt: Instant, over: Partial<Missing> = {}, recording?: Recording) =>
  publish(service, episodes, episode.episodeId, {
    type: 'ChildReportedMissing', occurredAt: learnedAt,
    data: {
      ...episode, state: 'MO', county: 'MO county 5', coverage: 'placed', category: 'left-without-permission', learnedBy: 'agency', lastSeenAt: null,
      learnedAt, ...over,
    } satisfies Missing,
  }, recording);

/** The whole basis as it is now known; what is not named is as `reportMissing` has it. */
export const correct = (service: Running, { episodeId, youthId, agency }: Episode, learnedAt: Instant, over: Partial<EpisodeCorrected['data']>) =>
  publish(service, episodes, episodeId, {
    type: 'EpisodeCorrected',
    data: {
      episodeId, youthId, agency, state: 'MO', county: 'MO county 5', coverage: 'placed', ageBand: 'under-18', category: 'left-without-permission', learnedAt,
      cause: 'birth-date', ...over,
    } satisfies EpisodeCorrected['data'],
  });

export const merge = (service: Running, { episodeId, youthId }: Episode, merged: Episode, sameObligor = true) =>
  publish(service, episodes, episodeId, {
    type: 'EpisodesMerged', data: { episodeId, youthId, mergedEpisodeId: merged.episodeId, sameObligor } satisfies EpisodesMerged['data'],
  });

export const unmerge = (service: Running, { episodeId, youthId }: Episode, merged: Episode) =>
  publish(service, episodes, episodeId, { type: 'EpisodesUnmerged', data: { episodeId, youthId, mergedEpisodeId: merged.episodeId, reason: 'duplicate' } });

export const withdraw = (service: Running, { episodeId, youthId }: Episode) =>
  publish(service, episodes, episodeId, { type: 'EpisodeRecordedInError', data: { episodeId, youthId, reason: 'duplicate' } });

export const locate = (service: Running, { episodeId, youthId }: Episode, locatedAt: Instant) =>
  publish(service, episodes, episodeId, {
    type: 'ChildLocated', occurredAt: locatedAt, data: { episodeId, youthId, locatedAt, circumstance: 'other' } satisfies ChildLocated['data'],
  });

export type Report = { readonly reportId: string; readonly recipient: 'police' | 'ncmec' };
export const newReport = (recipient: Report['recipient']): Report => ({ reportId: randomUUID(), recipient });
const about = ({ episodeId, youthId, agency }: Episode, report: Report) =>
  ({ ...report, youthId, subjectKind: 'missing-episode', subjectId: episodeId, agency }) as const;

export const make = (service: Running, episode: Episode, report: Report, madeAt: Instant, recording?: Recording) =>
  publish(service, reports, report.reportId, {
    type: 'ReportMade', occurredAt: madeAt,
    data: { ...about(episode, report), madeAt, channel: 'telephone', madeBy: 'agency', missingElements: [] } satisfies ReportMade['data'],
  }, recording);

export const acknowledge = (service: Running, episode: Episode, report: Report, acknowledgedAt: Instant, caseNumber: string) =>
  publish(service, reports, report.reportId, {
    type: 'ReportAcknowledged', occurredAt: acknowledgedAt,
    data: { ...about(episode, report), acknowledgedAt, receipt: personal({ caseNumber }) } satisfies ReportAcknowledged['data'],
  });

export const bounce = (service: Running, episode: Episode, report: Report, bouncedAt: Instant) =>
  publish(service, reports, report.reportId, {
    type: 'ReportBounced', occurredAt: bouncedAt, data: { ...about(episode, report), bouncedAt } satisfies ReportBounced['data'],
  });
