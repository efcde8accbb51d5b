import type { Receipt, ReportChannel, ReportRecipient } from '#contracts';
import type { Decision, Instant } from '#kernel';
import { acknowledgeReport, draftReport, makeReport, type Subject } from './report-decisions.js';
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
 */
export const keepStateReport = ({ reportId, subject, recipient, madeAt, channel, receipt, acknowledgedAt }: StateReport): ReportDecision => inTurn(
  draftReport({ reportId, subject: { ...subject, withdrawn: false }, recipient, packet: [] }),
  makeReport({ madeAt, channel, madeBy: 'state-system' }),
  receipt ? acknowledgeReport({ acknowledgedAt, receipt }) : () => [],
);
