import { isOwed, limitText, task } from './duty-lines.js';
import { evidenceOf, type Evidence, type Ledger } from './ledger.js';
import { localTime } from './local-time.js';
import type { Stage } from './stage.js';

const WHAT: Readonly<Record<string, string>> = {
  ReportMade: 'reported', ReportAcknowledged: 'receipt', ReportRefused: 'refused', ReportBounced: 'bounced', ReportCorrected: 'corrected', ReportSupplemented: 'supplemented',
};

const evidenceRow = ({ event, occurredAt, eventId, reason }: Evidence, receipts: Ledger['receipts']) => {
  const { caseNumber, officer, nicNumber } = receipts.find(one => one.eventId === eventId)?.receipt ?? {};
  const number = caseNumber ?? nicNumber;
  const detail = number ? `, number ${number}${officer ? `, ${officer}` : ''}` : reason ? `, ${reason.replaceAll('-', ' ')}` : '';
  return `${(WHAT[event] ?? 'done').padEnd(9)} ${localTime(occurredAt)}${detail}`;
};

/** Each duty with its rule, clock, verdict, evidence and receipts, and how far the ledger is proven complete. */
export const showLedger = (stage: Stage, ledgers: readonly Ledger[]): void => {
  for (const { report, receipts } of ledgers) {
    for (const duty of report.duties.filter(isOwed)) {
      const { ruleId, rule, clockStart, deadline, verdict } = duty;
      stage.line();
      stage.line(`${`${ruleId}: ${task(duty)}`.padEnd(54)}${verdict.replaceAll('-', ' ').toUpperCase()}`);
      stage.row(rule.citation);
      stage.row(`clock     ${clockStart ? localTime(clockStart) : 'never started'} to ${deadline ? localTime(deadline) : 'no deadline'} (${limitText(rule.limit)})`);
      for (const evidence of evidenceOf(duty)) stage.row(evidenceRow(evidence, receipts));
    }
  }
  stage.line();
  const made = ledgers.map(({ incomplete, completeness: { verifiedPosition }, report: { position } }) => {
    const proof = verifiedPosition ? `proven complete up to position ${verifiedPosition}` : 'not yet proven complete: npm run verify counts the log';
    return `Made from the log up to position ${position}; ${proof}. ${incomplete?.reason ?? ''}`;
  });
  for (const text of new Set(made)) stage.say(text.trim());
};
