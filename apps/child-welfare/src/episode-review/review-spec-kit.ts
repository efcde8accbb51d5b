import { randomUUID } from 'node:crypto';
import { plusHours, type Category, type Event } from '#kernel';
import type { Role, TestService } from '#testing';

type Running = Pick<TestService, 'clock' | 'open' | 'get' | 'post'>;
type Any = Event<string, Record<string, unknown>>;

export const caseworker = { role: 'caseworker', county: 'GA county 1' };
export const here = { agency: 'US-GA', state: 'GA', county: 'GA county 1' };

/** What this service and others have appended, without the commands that led to it, and the review of it. */
export const reviewing = (service: Running) => {
  let position = '0';

  const publish = async (name: string, scope: Category<number, Any>['scope'], id: string, ...events: readonly Any[]) => {
    const category: Category<number, Any> = { name, scope, initial: 0, evolve: count => count + 1 };
    const appended = await service.open.store.decide(category, id, () => events, {
      commandId: randomUUID(), fingerprint: 'f', correlationId: randomUUID(), actor: { subject: 's', role: 'caseworker', agency: 'US-GA', county: null },
    });
    position = String(appended.position);
  };

  const newEpisode = async ({ youthId, ...place }: { youthId?: string; agency?: string; county?: string } = {}) => {
    const ids = { episodeId: randomUUID(), youthId: youthId ?? randomUUID() };
    const learnedAt = plusHours(service.clock.now(), -30);
    if (!youthId) await publish('childWelfare.youth', 'agency', ids.youthId, { type: 'YouthRegistered', data: { youthId: ids.youthId, ...here, coverage: 'placed' } });
    await publish('childWelfare.missingEpisode', 'agency', ids.episodeId, {
      type: 'ChildReportedMissing', occurredAt: learnedAt,
      data: { ...ids, ...here, ...place, coverage: 'placed', category: 'left-without-permission', learnedAt, learnedBy: 'agency', lastSeenAt: null, ageBand: 'under-18' },
    });
    return { ...ids, learnedAt };
  };

  const review = (episodeId: string, as: Role = caseworker) =>
    service.get(as, `/missing-episodes/${episodeId}/review`, { 'Min-Position': position });
  const tell = async (episodeId: string, body: object, as: Role = caseworker, headers: Record<string, string> = {}) => {
    const answer = await service.post(as, `/missing-episodes/${episodeId}/circumstances`, body, headers);
    position = answer.headers.position ?? position;
    return answer;
  };
  return { publish, newEpisode, review, tell };
};
