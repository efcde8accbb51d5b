import type { RefusalEscalated, ReportRecipient } from '#contracts';
import type { Decision } from '#kernel';
import type { DraftedReport, Report, ReportEvent } from './report.js';
import { existing, identity, refuseIf } from './standing.js';

export type Escalation = Pick<RefusalEscalated['data'], 'escalatedAt' | 'to'>;

/** Whom to ask next when a report is refused, in this order: practice, proposed and never enforced. No waiting period: 34 USC 41308(1). */
export const ESCALATION_PATHS: Readonly<Record<ReportRecipient, readonly Escalation['to'][]>> = {
  police: ['police-supervisor', 'state-clearinghouse', 'other-police-agency', 'ncmec', 'court'],
  ncmec: ['state-clearinghouse'],
};

/** The next step of the path that was not taken yet; null once the report is taken, or all were asked. */
export const nextEscalation = (
  { recipient, status, escalations }: { recipient: ReportRecipient; status: string; escalations: readonly Pick<Escalation, 'to'>[] },
): Escalation['to'] | null =>
  status === 'refused' ? ESCALATION_PATHS[recipient].find(step => !escalations.some(({ to }) => to === step)) ?? null : null;

const before = (report: DraftedReport, { escalatedAt }: Escalation) => report.refusals.every(({ refusedAt }) => escalatedAt < refusedAt);

export const escalateRefusal = (escalation: Escalation): Decision<Report, ReportEvent> => (state, now) => {
  const report = existing(state);
  const { escalatedAt, to } = escalation;
  if (report.escalations.some(past => past.escalatedAt === escalatedAt && past.to === to)) return [];
  refuseIf(report.refusals.length === 0, 'not-refused', 'Nobody refused this report: there is nothing to take further');
  refuseIf(escalatedAt > now, 'escalated-in-the-future', 'The refusal cannot have been taken further yet');
  refuseIf(before(report, escalation), 'escalated-before-refusal', 'A refusal cannot be taken further before it was given');
  return [{ type: 'RefusalEscalated', data: { ...identity(report), escalatedAt, to }, occurredAt: escalatedAt }];
};
