import { randomUUID } from 'node:crypto';
import { EPISODE_FACTS, type DutiesAssessed, type DutyMet, type DutyOpened, type DutyReinstated, type DutyVoided, type DutyWaived } from '#contracts';
import { plusHours, type Category, type Instant } from '#kernel';
import type { Role, TestService } from '#testing';

type Running = Pick<TestService, 'clock' | 'open' | 'post'>;
type DutyEvent = DutyOpened | DutyMet | DutyWaived | DutyVoided | DutyReinstated;

export const caseworker = { role: 'caseworker', county: 'GA county 1' };
export const supervisor = { role: 'supervisor' };

/** What compliance would append about an episode. */
const duties: Category<null, DutyEvent> = { name: 'compliance.duty', scope: 'agency', initial: null, evolve: state => state };
const assessments: Category<null, DutiesAssessed> = { name: 'compliance.assessment', scope: 'agency', initial: null, evolve: state => state };
const byCompliance = () => ({
  commandId: randomUUID(), fingerprint: '', correlationId: 'test', actor: { subject: 'compliance', role: 'system', agency: null, county: null },
});

/** The course of episodes in a running service, each step some hours from when the test began. */
export const courseIn = (service: () => Running) => {
  let start: Instant | undefined;
  const at = (hours: number): Instant => plusHours(start ??= service().clock.now(), hours);

  const newYouth = async () =>
    (await service().post(caseworker, '/youths', { agency: 'US-GA', state: 'GA', county: 'GA county 1', coverage: 'placed' })).body.id as string;
  const reported = async (youthId: string) => (await service().post(caseworker, '/missing-episodes', {
    youthId, category: 'left-without-permission', learnedAt: at(-48), learnedBy: 'hotline', lastSeenAt: at(-50),
  })).body.id as string;
  const done = async (id: string, path: string, body: object, as: Role = caseworker) => {
    const answer = await service().post(as, `/missing-episodes/${id}/${path}`, body);
    expect([path, answer.status, answer.body.code]).toEqual([path, 200, undefined]);
    return answer;
  };
  const screening = async (youthId: string) =>
    (await service().post(caseworker, '/screenings', { youthId, completedAt: at(-9), result: 'none' })).body.id as string;
  const located = (id: string) => done(id, 'located', { locatedAt: at(-12), circumstance: 'in-hospital' });
  const toReturn = async (id: string) => {
    await located(id);
    await done(id, 'returned', { returnedAt: at(-10), to: 'new-placement', caregiverWilling: 'no' });
  };
  const interview = (id: string) =>
    done(id, 'return-interviews', { heldAt: at(-9), outcome: 'held', answers: { 'What made you leave?': 'A synthetic quarrel' } });
  const afterInterview = async (id: string, youthId: string) => {
    await done(id, 'return-screenings', { screeningId: await screening(youthId) });
    await done(id, 'factors', { determinedAt: at(-8), factors: ['placement-conflict'] });
    await done(id, 'responses', { respondedAt: at(-7), placement: 'current', responses: ['placement-changed'] });
    return done(id, 'services', { arrangedAt: at(-6), services: ['medical', 'advocate'] });
  };
  const closeNow = (id: string, headers: Record<string, string> = {}, reason = 'returned') =>
    service().post(caseworker, `/missing-episodes/${id}/closure`, { closedAt: at(-1), reason }, headers);

  const duty = (event: DutyEvent) => service().open.store.decide(duties, event.data.dutyId, () => [event], byCompliance());
  /** As far as is recorded with the episode now. Returns the header that asks for what compliance appended by then. */
  const assessed = async (id: string) => {
    const facts: { readonly id: string; readonly data: { readonly youthId: string } }[] = [];
    for await (const { event } of service().open.client.readStream(`childWelfare.missingEpisode-${id}`)) {
      if ((EPISODE_FACTS as readonly string[]).includes(event!.type)) facts.push({ id: event!.id, data: event!.data as { youthId: string } });
    }
    const { id: factId, data: { youthId } } = facts.at(-1)!;
    const told = { type: 'DutiesAssessed', data: { youthId, episodeId: id, factId } } as const;
    const { position } = await service().open.store.decide(assessments, youthId, () => [told], byCompliance());
    return { 'min-position': String(position) };
  };
  const close = async (id: string, reason?: string) => closeNow(id, await assessed(id), reason);
  const opened = (youthId: string, episodeId: string, fields: Partial<DutyOpened['data']> = {}): DutyOpened => ({
    type: 'DutyOpened', data: {
      dutyId: randomUUID(), youthId, ruleId: 'example-court-notice', ruleVersion: '2024-01-01', subjectKind: 'missing-episode', subjectId: episodeId,
      agency: 'US-GA', state: 'GA', county: 'GA county 1', recipient: 'court', clockStart: at(-48), deadline: at(-2), alerts: [], imported: false, ...fields,
    },
  });
  const namesOf = ({ data: { dutyId, youthId, subjectKind, subjectId, ruleId } }: DutyOpened) => ({ dutyId, youthId, subjectKind, subjectId, ruleId });
  const waived = (opening: DutyOpened): DutyWaived =>
    ({ type: 'DutyWaived', data: { ...namesOf(opening), authority: 'Order of the juvenile court', reason: 'court-order', waivedAt: at(-30) } });

  return { at, newYouth, reported, done, screening, located, toReturn, interview, afterInterview, close, closeNow, duty, assessed, opened, namesOf, waived };
};
