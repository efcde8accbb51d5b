import type { NcicCancellationReason, NcicCategory, NcmecToldByPolice } from '#contracts';
import { clearOf, personal, type Decision, type Instant } from '#kernel';
import type { NcicEntry, Verification } from './ncic.js';
import type { MadeReport, Report, ReportEvent } from './report.js';
import { alreadyMade, identity, refuseIf } from './standing.js';

/** `enteredAt` and `nicNumber` are null where police did not tell: they may follow. */
export type Entry = { readonly enteredAt: Instant | null; readonly category: NcicCategory; readonly nicNumber: string | null };
/** `locatedAt` is what child welfare published of the episode; `reason` stands where it published nothing yet. */
export type Cancellation = { readonly cancelledAt: Instant; readonly reason: NcicCancellationReason | null; readonly locatedAt: Instant | null };
type ReportDecision = Decision<Report, ReportEvent>;

const toPolice = (state: Report): MadeReport => {
  const report = alreadyMade(state);
  refuseIf(report.draft.recipient !== 'police', 'not-a-police-report', 'Only police enter a child in NCIC: this report was made to somebody else');
  refuseIf(report.draft.subjectKind !== 'missing-episode', 'not-about-a-missing-child', 'The Missing Person File is for reports of a missing child');
  return report;
};

const nicOf = ({ nicNumber }: NcicEntry) => clearOf(nicNumber ?? undefined) ?? null;
const contradicts = (told: string | null, known: string | null) => told !== null && known !== null && told !== known;
const addsNothing = (told: string | null, known: string | null) => told === null || told === known;

const says = (entry: NcicEntry, { enteredAt, category, nicNumber }: Entry) =>
  entry.category === category && addsNothing(enteredAt, entry.enteredAt) && addsNothing(nicNumber, nicOf(entry));

/** A cancelled entry is recognised only by what tells it from another: its instant or its number. */
const isTold = (entry: NcicEntry, told: Entry) =>
  says(entry, told) && (entry.cancelledAt === null || told.enteredAt !== null || told.nicNumber !== null);

const standingOf = ({ ncicEntries }: MadeReport) => ncicEntries.slice(-1).find(({ cancelledAt }) => cancelledAt === null);

export const enterInNcic = (told: Entry): ReportDecision => (state, now) => {
  const report = toPolice(state);
  if (report.ncicEntries.some(entry => isTold(entry, told))) return [];
  const standing = standingOf(report);
  const differs = standing !== undefined && (
    standing.category !== told.category || contradicts(told.enteredAt, standing.enteredAt) || contradicts(told.nicNumber, nicOf(standing)));
  refuseIf(differs, 'already-entered', 'The entry is known otherwise: cancel it as entered in error, then record the right one');
  const { enteredAt } = told;
  refuseIf(enteredAt !== null && enteredAt > now, 'entry-in-the-future', 'The child cannot have been entered yet');
  refuseIf(enteredAt !== null && enteredAt < report.madeAt, 'entered-before-report', 'The child cannot have been entered before the report was made');
  const nic = told.nicNumber ?? (standing ? nicOf(standing) : null);
  return [{
    type: 'NcicEntered',
    data: {
      ...identity(report), enteredAt: enteredAt ?? standing?.enteredAt ?? null, category: told.category, nicNumber: nic === null ? null : personal(nic),
    },
    ...(enteredAt && { occurredAt: enteredAt }),
  }];
};

/** Police did not always tell the instant: then the report is the earliest it can be. */
const earliest = (report: MadeReport, { enteredAt }: NcicEntry) => enteredAt ?? report.madeAt;

export const verifyNcicEntry = (verification: Verification): ReportDecision => (state, now) => {
  const report = toPolice(state);
  const { verifiedAt, photoWithin180Days, medicalAndDental } = verification;
  const entry = report.ncicEntries.at(-1);
  const past = report.ncicEntries.flatMap(({ verifications }) => verifications).find(known => known.verifiedAt === verifiedAt);
  if (past?.photoWithin180Days === photoWithin180Days && past.medicalAndDental === medicalAndDental) return [];
  refuseIf(past !== undefined, 'already-verified', 'The verification of that instant is known otherwise');
  refuseIf(verifiedAt > now, 'verified-in-the-future', 'The entry cannot have been verified yet');
  refuseIf(!entry || verifiedAt < earliest(report, entry), 'verified-before-entry', 'An entry cannot be verified before it was made');
  const cancelledAt = entry?.cancelledAt;
  refuseIf(cancelledAt ? verifiedAt > cancelledAt : false, 'verified-after-cancellation', 'The entry was cancelled before that');
  return [{ type: 'NcicVerified', data: { ...identity(report), verifiedAt, photoWithin180Days, medicalAndDental }, occurredAt: verifiedAt }];
};

export const cancelNcicEntry = ({ cancelledAt, reason, locatedAt }: Cancellation): ReportDecision => (state, now) => {
  const report = toPolice(state);
  if (report.ncicEntries.some(past => past.cancelledAt === cancelledAt && past.cancellationReason === reason)) return [];
  const entry = report.ncicEntries.at(-1);
  refuseIf(entry ? entry.cancelledAt !== null : false, 'already-cancelled', 'The entry is known to be cancelled otherwise');
  refuseIf(cancelledAt > now, 'cancelled-in-the-future', 'The entry cannot have been cancelled yet');
  refuseIf(!entry || cancelledAt < earliest(report, entry), 'cancelled-before-entry', 'An entry cannot be cancelled before it was made');
  refuseIf(entry?.verifications.some(({ verifiedAt }) => verifiedAt > cancelledAt) ?? false,
    'cancelled-before-verification', 'The entry was verified after that');
  refuseIf(reason === null && locatedAt === null, 'child-not-located', 'The child is not known to be located: say why the entry was cancelled');
  refuseIf(reason === null && locatedAt !== null && cancelledAt < locatedAt,
    'cancelled-before-location', 'The child was located after that: say why the entry was cancelled');
  return [{ type: 'NcicCancelled', data: { ...identity(report), cancelledAt, ...(reason && { reason }) }, occurredAt: cancelledAt }];
};

/** 34 USC 41308(4)(C). It does not discharge the agency's own report to NCMEC, 42 USC 671(a)(35)(B). */
export const recordNcmecTold = ({ toldAt }: Pick<NcmecToldByPolice['data'], 'toldAt'>): ReportDecision => (state, now) => {
  const report = toPolice(state);
  if (report.ncmecTold.includes(toldAt)) return [];
  refuseIf(toldAt > now, 'told-in-the-future', 'NCMEC cannot have been told yet');
  refuseIf(toldAt < report.madeAt, 'told-before-report', 'Police cannot have told NCMEC before they were told');
  return [{ type: 'NcmecToldByPolice', data: { ...identity(report), toldAt }, occurredAt: toldAt }];
};
