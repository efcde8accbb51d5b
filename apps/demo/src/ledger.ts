import { millisecondsBetween, type Instant } from '#kernel';
import type { Stack } from './stack.js';
import type { Stage } from './stage.js';

const HOUR_MS = 3_600_000;

type Evidence = { readonly eventId: string; readonly event: string; readonly occurredAt: Instant; readonly reason?: string };
export type LedgerDuty = {
  readonly dutyId: string;
  readonly ruleId: string;
  readonly recipient: string;
  readonly clockStart: Instant;
  readonly deadline: Instant;
  readonly verdict: string;
  readonly madeAt: Instant | null;
  readonly attempts: readonly { readonly evidence: readonly Evidence[] }[];
  readonly rule: { readonly citation: string; readonly text: string };
};
/** Without a case number when it was erased, or is not this reader's to see. */
type Receipt = { readonly eventId: string; readonly receipt: { readonly caseNumber?: string; readonly officer?: string } };
export type Ledger = {
  readonly incomplete?: { readonly reason: string };
  readonly completeness: { readonly verifiedPosition: string | null };
  readonly report: { readonly position: string; readonly duties: readonly LedgerDuty[] };
  readonly sha256: string;
  readonly receipts: readonly Receipt[];
};

/** What is owed for one episode or determination, as the compliance officer sees it. */
export const readLedger = (stack: Stack, kind: 'episodes' | 'determinations', id: string, after: bigint): Promise<Ledger> =>
  stack.get({ as: 'compliance-officer', to: 'compliance', path: `/ledger/${kind}/${id}`, after });

export const dutyUnder = ({ report }: Ledger, ruleId: string): LedgerDuty => {
  const duty = report.duties.find(each => each.ruleId === ruleId);
  if (!duty) throw new Error(`The ledger shows no duty under ${ruleId}`);
  return duty;
};

const RECIPIENTS: Readonly<Record<string, string>> = { police: 'the police', ncmec: 'NCMEC' };
const WHAT: Readonly<Record<string, string>> = {
  ReportMade: 'reported', ReportAcknowledged: 'receipt', ReportRefused: 'refused', ReportBounced: 'bounced', ReportCorrected: 'corrected', ReportSupplemented: 'supplemented',
};

/** Each duty with its rule, clock, verdict and evidence, and how far the ledger is proven complete. */
export const showLedger = (stage: Stage, ledgers: readonly Ledger[], start: Instant): void => {
  const at = (moment: Instant) => `${moment.slice(0, 19).replace('T', ' ')} UTC (hour ${(millisecondsBetween(start, moment) / HOUR_MS).toFixed(1)})`;
  for (const { report, receipts } of ledgers) {
    for (const { ruleId, rule, recipient, clockStart, deadline, verdict, attempts } of report.duties) {
      stage.line();
      stage.line(`${ruleId}: tell ${RECIPIENTS[recipient] ?? recipient}`.padEnd(30) + verdict.replaceAll('-', ' ').toUpperCase());
      stage.say(`${rule.citation}: ${rule.text}`);
      stage.row(`clock started ${at(clockStart)}`);
      stage.row(`deadline      ${at(deadline)}`);
      for (const { eventId, event, occurredAt, reason } of attempts.flatMap(({ evidence }) => evidence)) {
        const receipt = receipts.find(one => one.eventId === eventId)?.receipt;
        const detail = receipt?.caseNumber ? `, number ${receipt.caseNumber}${receipt.officer ? `, ${receipt.officer}` : ''}` : reason ? `, ${reason.replaceAll('-', ' ')}` : '';
        stage.row(`${(WHAT[event] ?? event).padEnd(13)} ${at(occurredAt)}${detail}`);
      }
    }
  }
  stage.line();
  const made = ledgers.map(({ incomplete, completeness: { verifiedPosition }, report: { position } }) => {
    const proof = verifiedPosition ? `proven complete up to position ${verifiedPosition}` : 'not yet proven complete: npm run verify counts the log';
    return `Made from the log up to position ${position}; ${proof}. ${incomplete?.reason ?? ''}`;
  });
  for (const text of new Set(made)) stage.say(text);
};
