import type { Receipt, StateReportReceived } from '#contracts';
import { clearOf, DomainError, personal, type Decision, type Instant } from '#kernel';
import { idsOf, recorded, refuseAhead } from './guards.js';
import type { Known, MissingEpisode, MissingEpisodeEvent } from './missing-episode.js';

type Data = StateReportReceived['data'];
export type StateReport = Pick<Data, 'reportId' | 'recipient' | 'madeAt' | 'channel'>
  & { readonly receipt?: Receipt | undefined; readonly acknowledgedAt: Instant | null };

const FIELDS = ['caseNumber', 'officer', 'badge', 'ori'] as const;

const isKnown = ({ stateReports }: Known, { reportId, receipt, acknowledgedAt }: StateReport): boolean =>
  stateReports.some(past => {
    const kept = clearOf(past.receipt);
    const sameReceipt = kept !== undefined && past.acknowledgedAt === acknowledgedAt && FIELDS.every(field => kept[field] === receipt?.[field]);
    return past.reportId === reportId && (!receipt || sameReceipt);
  });

/** The order of instants, asked for here alone: what is taken here is kept by law-enforcement, whatever was recorded there since. */
const refuseImpossible = ({ lastSeenAt }: Known, { madeAt, acknowledgedAt }: StateReport, now: Instant): void => {
  refuseAhead(madeAt, now, 'made-in-the-future');
  if (lastSeenAt && madeAt < lastSeenAt) throw new DomainError('made-before-last-seen', 'The report cannot have been made before the child was last seen');
  if (!acknowledgedAt) return;
  refuseAhead(acknowledgedAt, now, 'receipt-in-the-future');
  if (acknowledgedAt < madeAt) throw new DomainError('receipt-before-report', 'The receipt cannot have been given before the report was made');
};

/** The state made the report itself. Told twice it is one report; of several receipts each is kept. */
export const receiveStateReport = (report: StateReport): Decision<MissingEpisode, MissingEpisodeEvent> => (state, now) => {
  const episode = recorded(state);
  if (isKnown(episode, report)) return [];
  refuseImpossible(episode, report, now);
  const { receipt, ...made } = report;
  const data: Data = { ...idsOf(episode), agency: episode.agency, ...made, ...(receipt ? { receipt: personal(receipt) } : {}) };
  return [{ type: 'StateReportReceived', data, occurredAt: report.madeAt }];
};
