import type { Receipt, ReportBounced, ReportCorrected, ReportRecipient, SubjectKind, UsState } from '#contracts';
import { clearOf, personal, type Decision, type Instant } from '#kernel';
import {
  PACKET_ELEMENTS, type Attempt, type DraftedReport, type PacketElement, type Refusal, type Report, type ReportEvent, type Supplement,
} from './report.js';
import { alreadyMade, beforeLastSeen, existing, identity, refuseIf } from './standing.js';

/** What another service published about the episode or determination, as far as a report needs it. */
export type Subject = {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly youthId: string;
  readonly agency: string;
  readonly state: UsState;
  readonly county: string;
  readonly lastSeenAt: Instant | null;
  readonly withdrawn: boolean;
};
export type Draft = { readonly reportId: string; readonly subject: Subject; readonly recipient: ReportRecipient; readonly packet: readonly PacketElement[] };
/** `acknowledgedAt` is null where it was not collected, as in imported history. */
export type Acknowledgement = { readonly acknowledgedAt: Instant | null; readonly receipt: Receipt };
export type Correction = Pick<ReportCorrected['data'], 'madeAt' | 'reason'>;
type ReportDecision = Decision<Report, ReportEvent>;

const checkMade = (report: DraftedReport, madeAt: Instant, now: Instant) => {
  refuseIf(madeAt > now, 'made-in-the-future', 'The report cannot have been made yet');
  refuseIf(beforeLastSeen(report, madeAt), 'made-before-last-seen', 'The report cannot have been made before the child was last seen');
};

/** The identification report of 671(a)(34) has no packet; the missing-child report of 671(a)(35)(B) has. */
const missingFrom = (kind: SubjectKind, packet: readonly PacketElement[]): readonly PacketElement[] =>
  kind === 'missing-episode' ? PACKET_ELEMENTS.filter(element => !packet.includes(element)) : [];

export const draftReport = ({ reportId, subject, recipient, packet }: Draft): ReportDecision => report => {
  const { kind, id, youthId, agency, state, county, lastSeenAt } = subject;
  const missingElements = missingFrom(kind, packet);
  if (report.status !== 'none') {
    const { draft } = report;
    const same = draft.subjectId === id && draft.recipient === recipient && draft.missingElements.join() === missingElements.join();
    refuseIf(!same, 'already-drafted', 'This report was drafted otherwise');
    return [];
  }
  refuseIf(subject.withdrawn, 'subject-withdrawn', 'The episode or determination was withdrawn: there is nothing to report');
  return [{
    type: 'ReportDrafted',
    data: { reportId, youthId, subjectKind: kind, subjectId: id, agency, recipient, state, county, lastSeenAt, missingElements },
  }];
};

/** Whoever owes a report acts on it: it goes where its episode or determination went. */
export const handOverReport = ({ agency, state, county }: Pick<Subject, 'agency' | 'state' | 'county'>): ReportDecision => report => {
  if (report.status === 'none') return [];
  const { draft } = report;
  if (draft.agency === agency && draft.state === state && draft.county === county) return [];
  return [{ type: 'ReportHandedOver', data: { ...identity(report), agency, state, county } }];
};

export const makeReport = (attempt: Attempt): ReportDecision => (state, now) => {
  const report = existing(state);
  const { madeAt, channel, madeBy } = attempt;
  if (report.attempts.some(past => past.madeAt === madeAt && past.channel === channel && past.madeBy === madeBy)) return [];
  refuseIf(report.status === 'made', 'already-made', 'The report was made at another instant or in another way: correct it, or draft another');
  checkMade(report, madeAt, now);
  const missingElements = [...report.missingElements];
  return [{ type: 'ReportMade', data: { ...identity(report), madeAt, channel, madeBy, missingElements }, occurredAt: madeAt }];
};

const fields = ['caseNumber', 'officer', 'badge', 'ori'] as const;
const identical = (one: Receipt | undefined, other: Receipt) => one !== undefined && fields.every(field => one[field] === other[field]);
/** A field only one receipt states is no contradiction. */
const differs = (one: Receipt | undefined, other: Receipt) =>
  one !== undefined && fields.some(field => one[field] !== undefined && other[field] !== undefined && one[field] !== other[field]);

const checkReceived = (report: ReturnType<typeof alreadyMade>, at: Instant, now: Instant) => {
  refuseIf(at > now, 'receipt-in-the-future', 'The receipt cannot have been given yet');
  refuseIf(beforeLastSeen(report, at), 'receipt-before-last-seen', 'The receipt cannot have been given before the child was last seen');
  refuseIf(at < report.madeAt, 'receipt-before-report', 'The receipt cannot have been given before the report was made');
};

/** Of the attempt that stands: one of an attempt that was refused or bounced says nothing of the next. */
const receiptsOf = (report: DraftedReport) => (report.status === 'made' ? report.receipts.slice(report.receiptsBefore) : []);

/** The receipt as evidence, whatever became of the report since. */
export const keepReceipt = ({ acknowledgedAt, receipt }: Acknowledgement): ReportDecision => state => {
  const report = existing(state);
  if (report.receipts.some(past => past.acknowledgedAt === acknowledgedAt && identical(clearOf(past.receipt), receipt))) return [];
  const acknowledged: ReportEvent = {
    type: 'ReportAcknowledged', data: { ...identity(report), acknowledgedAt, receipt: personal(receipt) }, ...(acknowledgedAt && { occurredAt: acknowledgedAt }),
  };
  const contradicted = report.receipts.some(past => differs(clearOf(past.receipt), receipt));
  return contradicted ? [acknowledged, { type: 'ReceiptsFoundToDiffer', data: identity(report) }] : [acknowledged];
};

export const acknowledgeReport = (acknowledgement: Acknowledgement): ReportDecision => (state, now) => {
  const report = alreadyMade(state);
  const kept = keepReceipt(acknowledgement)(report, now);
  if (kept.length > 0 && acknowledgement.acknowledgedAt) checkReceived(report, acknowledgement.acknowledgedAt, now);
  return kept;
};

const isEntered = ({ ncicEntries }: DraftedReport) => ncicEntries.some(({ cancelledAt }) => cancelledAt === null);

/** A refused attempt is no report, whether or not the call was first taken for one: it may be made again. */
export const refuseReport = ({ refusedAt, reason }: Refusal): ReportDecision => (state, now) => {
  const report = existing(state);
  if (report.refusals.some(past => past.refusedAt === refusedAt && past.reason === reason)) return [];
  refuseIf(receiptsOf(report).length > 0, 'already-acknowledged', 'The recipient gave a receipt for this report');
  refuseIf(isEntered(report), 'already-entered', 'Police entered the child in NCIC for this report');
  refuseIf(refusedAt > now, 'refused-in-the-future', 'The report cannot have been refused yet');
  refuseIf(beforeLastSeen(report, refusedAt), 'refused-before-last-seen', 'The report cannot have been refused before the child was last seen');
  refuseIf(report.status === 'made' && refusedAt < report.madeAt, 'refused-before-report', 'The report cannot have been refused before it was made');
  return [{ type: 'ReportRefused', data: { ...identity(report), refusedAt, reason }, occurredAt: refusedAt }];
};

export const bounceReport = ({ bouncedAt }: Pick<ReportBounced['data'], 'bouncedAt'>): ReportDecision => (state, now) => {
  const known = existing(state);
  if (known.bounces.includes(bouncedAt)) return [];
  refuseIf(known.status === 'bounced', 'already-bounced', 'The report bounced at another instant');
  const report = alreadyMade(known);
  refuseIf(receiptsOf(report).length > 0, 'already-acknowledged', 'The recipient gave a receipt for this report');
  refuseIf(isEntered(report), 'already-entered', 'Police entered the child in NCIC for this report');
  refuseIf(bouncedAt > now, 'bounced-in-the-future', 'The report cannot have bounced yet');
  refuseIf(bouncedAt < report.madeAt, 'bounced-before-report', 'The report cannot have bounced before it was made');
  return [{ type: 'ReportBounced', data: { ...identity(report), bouncedAt }, occurredAt: bouncedAt }];
};

export const supplementReport = ({ supplementedAt, elements: sent }: Supplement): ReportDecision => (state, now) => {
  const report = alreadyMade(state);
  const elements = PACKET_ELEMENTS.filter(element => sent.includes(element));
  if (report.supplements.some(past => past.supplementedAt === supplementedAt && past.elements.join() === elements.join())) return [];
  refuseIf(supplementedAt > now, 'supplemented-in-the-future', 'The supplement cannot have been sent yet');
  refuseIf(supplementedAt < report.madeAt, 'supplement-before-report', 'A supplement cannot have been sent before the report');
  return [{ type: 'ReportSupplemented', data: { ...identity(report), supplementedAt, elements }, occurredAt: supplementedAt }];
};

export const correctReport = ({ madeAt, reason }: Correction): ReportDecision => (state, now) => {
  const report = alreadyMade(state);
  // the recipient's own record settles what the agency's statements left open, also where it confirms the last of them
  if (madeAt === report.madeAt && (reason !== 'recipient-record' || report.recordHas === madeAt)) return [];
  checkMade(report, madeAt, now);
  // The way out of a wrongly timed receipt is to record the right one first: all are kept.
  const receipts = receiptsOf(report);
  refuseIf(receipts.length > 0 && receipts.every(({ acknowledgedAt }) => acknowledgedAt !== null && acknowledgedAt < madeAt),
    'receipt-before-report', 'Every receipt would have been given before the report was made');
  refuseIf(report.ncicEntries.some(({ enteredAt, cancelledAt }) => cancelledAt === null && enteredAt !== null && enteredAt < madeAt),
    'entered-before-report', 'Police would have entered the child in NCIC before the report was made');
  return [{ type: 'ReportCorrected', data: { ...identity(report), madeAt, reason }, occurredAt: madeAt }];
};
