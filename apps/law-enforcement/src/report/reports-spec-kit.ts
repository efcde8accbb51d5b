import { plusHours, type Instant } from '#kernel';
import type { TestService } from '#testing';
import { missingSince } from '../spec-kit.js';

type Running = Pick<TestService, 'clock' | 'open' | 'post'>;

export const worker = { role: 'caseworker' };
export const liaison = { role: 'police-liaison' };
export const supervisor = { role: 'supervisor' };

export const drafting = (subjectId: string, recipient = 'police', more: object = {}) => ({ subjectKind: 'missing-episode', subjectId, recipient, ...more });

/** Reports of a running service about children who have been missing for eight hours; `madeAt`: three hours ago. */
export const reportsIn = (service: Running) => {
  const now = service.clock.now();
  const madeAt: Instant = plusHours(now, -3);
  const missing = () => missingSince(service, plusHours(now, -8));
  const call = () => ({ madeAt, channel: 'telephone', madeBy: 'agency' });
  const drafted = async (recipient = 'police') => {
    const { id, at } = await missing();
    const { body } = await service.post(worker, '/reports', drafting(id, recipient), at);
    return { reportId: body.id as string, subjectId: id };
  };
  const made = async (recipient = 'police') => {
    const report = await drafted(recipient);
    const { headers } = await service.post(worker, `/reports/${report.reportId}/made`, call());
    return { ...report, at: { 'Min-Position': headers.position! } };
  };
  const stored = async (reportId: string) => {
    const events = [];
    for await (const { event } of service.open.client.readStream(`lawEnforcement.report-${reportId}`)) events.push(event!);
    return events;
  };
  return { now, lastSeenAt: plusHours(now, -9), madeAt, missing, call, drafted, made, stored };
};
export type Reports = ReturnType<typeof reportsIn>;
