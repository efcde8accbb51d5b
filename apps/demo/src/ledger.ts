import type { Instant } from '#kernel';
import type { Stack } from './stack.js';

export type Evidence = { readonly eventId: string; readonly event: string; readonly occurredAt: Instant; readonly reason?: string };
export type Limit = Readonly<Partial<Record<'elapsedHours' | 'calendarDays' | 'businessDays' | 'courtDays', number>>>;

/** One duty as the ledger tells it. */
export type LedgerDuty = {
  readonly dutyId: string;
  readonly ruleId: string;
  readonly recipient: string | null;
  readonly clockStart: Instant | null;
  readonly deadline: Instant | null;
  readonly verdict: string;
  readonly madeAt: Instant | null;
  readonly attempts: readonly { readonly evidence: readonly Evidence[] }[];
  readonly requirements: readonly { readonly event: string; readonly done: readonly (Evidence & { readonly at: Instant | null })[] }[];
  readonly rule: { readonly citation: string; readonly obligor: string; readonly limit: Limit };
};
/** Without a number when it was erased, or is not this reader's to see. */
type Receipt = { readonly eventId: string; readonly receipt: { readonly caseNumber?: string; readonly officer?: string; readonly nicNumber?: string } };
export type Ledger = {
  readonly incomplete?: { readonly reason: string };
  readonly completeness: { readonly verifiedPosition: string | null };
  readonly report: { readonly position: string; readonly duties: readonly LedgerDuty[] };
  readonly receipts: readonly Receipt[];
};
export type Subject = { readonly kind: 'episodes' | 'determinations'; readonly id: string };

/** What is owed for one episode or determination, as the compliance officer sees it. */
export const readLedger = async (stack: Stack, { kind, id }: Subject, after: bigint): Promise<Ledger> =>
  (await stack.get<Ledger>({ as: 'compliance-officer', to: 'compliance', path: `/ledger/${kind}/${id}`, after })).body;

export const evidenceOf = ({ attempts, requirements }: LedgerDuty): readonly Evidence[] =>
  [...attempts.flatMap(({ evidence }) => evidence), ...requirements.flatMap(({ done }) => done)];
