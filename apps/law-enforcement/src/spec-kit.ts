import { randomUUID } from 'node:crypto';
import type { ChildLocated, ChildReportedMissing, DeterminationMade, EpisodeCorrected, EpisodeRecordedInError } from '#contracts';
import { plusHours, type Category, type Instant } from '#kernel';
import type { Dependencies } from '#service';

type Running = { readonly open: Pick<Dependencies, 'store'> };
type ChildWelfareEvent = ChildReportedMissing | ChildLocated | EpisodeCorrected | DeterminationMade | EpisodeRecordedInError;
const childWelfare = (name: string): Category<null, ChildWelfareEvent> => ({ name: `childWelfare.${name}`, scope: 'agency', initial: null, evolve: () => null });

export const place = { agency: 'US-GA', state: 'GA', county: 'GA county 2', coverage: 'placed' } as const;

/** What child welfare publishes, written as it writes it. Returns what its answer would carry as `Position`. */
export const publish = async ({ open }: Running, name: string, id: string, event: ChildWelfareEvent) => {
  const actor = { subject: 'worker-1', role: 'caseworker', agency: 'US-GA', county: null };
  const meta = { commandId: randomUUID(), fingerprint: 'f', correlationId: 'test-correlation', actor };
  const { position } = await open.store.decide(childWelfare(name), id, () => [event], meta);
  return { id, at: { 'Min-Position': String(position) } };
};

/** A child last seen an hour before the agency learned that it is missing. */
export const missingSince = (service: Running, learnedAt: Instant, over: Partial<ChildReportedMissing['data']> = {}) => {
  const id = randomUUID();
  return publish(service, 'missingEpisode', id, {
    type: 'ChildReportedMissing',
    data: {
      episodeId: id, youthId: randomUUID(), ...place, category: 'left-without-permission', learnedAt, learnedBy: 'provider', lastSeenAt: plusHours(learnedAt, -1),
      ...over,
    },
  });
};
