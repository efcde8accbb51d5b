import { DomainError, type Instant } from '#kernel';
import type { DraftedReport, MadeReport, Report, ReportIdentity } from './report.js';

export const refuseIf = (contradiction: boolean, code: string, message: string) => {
  if (contradiction) throw new DomainError(code, message);
};

export const existing = (report: Report): DraftedReport => {
  if (report.status === 'none') throw new DomainError('unknown-report', 'There is no such report', 'unknown');
  return report;
};

export const alreadyMade = (report: Report): MadeReport => {
  const known = existing(report);
  if (known.status !== 'made') throw new DomainError('report-not-made', 'The report has not been made, was refused or never arrived');
  return known;
};

export const identity = ({ draft: { reportId, youthId, subjectKind, subjectId, agency, recipient } }: DraftedReport): ReportIdentity =>
  ({ reportId, youthId, subjectKind, subjectId, agency, recipient });

export const beforeLastSeen = ({ draft }: DraftedReport, at: Instant) => draft.lastSeenAt !== null && at < draft.lastSeenAt;
