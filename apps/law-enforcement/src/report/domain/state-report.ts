import type { Receipt, ReportChannel, ReportRecipient } from '#contracts';
import type { Decision, Instant } from '#kernel';
import { draftReport, keepReceipt, makeReport, type Subject } from './report-decisions.js';
import { reports, type Report, type ReportEvent } from './report.js';

type ReportDecision = Decision<Report, ReportEvent>;

/** `receipt` is left out where none was given, or where it was erased since. */
export type StateReport = {
  readonly reportId: string;
  readonly subject: Subject;
  readonly recipient: ReportRecipient;
  readonly madeAt: Instant;
  readonly channel: ReportChannel;
  readonly receipt?: Receipt | undefined;
  readonly acknowledgedAt: Instant | null;
};

/** Each step sees what the one before it decided. */
const inTurn = (...steps: readonly ReportDecision[]): ReportDecision => (initial, now) =>
  steps.reduce<{ state: Report; events: readonly ReportEvent[] }>(({ state, events }, step) => {
    const more = step(state, now);
    return { state: more.reduce(reports.evolve, state), events: [...events, ...more] };
  }, { state: initial, events: [] }).events;

/**
 * A report that the state made itself, whole: drafted, made and, where there is a receipt, acknowledged. It was made, so it
 * is kept also where the episode was withdrawn since. Which parts the packet had nobody told: all are listed as missing.
 * A receipt that follows is kept also where somebody here recorded since that the report was refused, never arrived or was
 * made later: the state was told that it is accepted, and which of the two is right is not decided by throwing one away.
 */
export const keepStateReport = ({ reportId, subject, recipient, madeAt, channel, receipt, acknowledgedAt }: StateReport): ReportDecision => inTurn(
  draftReport({ reportId, subject: { ...subject, withdrawn: false }, recipient, packet: [] }),
  makeReport({ madeAt, channel, madeBy: 'state-system' }),
  receipt ? keepReceipt({ acknowledgedAt, receipt }) : () => [],
);
