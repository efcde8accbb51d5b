import { createHash } from 'node:crypto';
import type { LedgerAnswer } from './ledger-answer.js';

const GENERATOR = 'safe-harbor-audit/2';

/** All the evidence about one episode: the ledger's report as it is, and beside it what stands outside the hashed text. */
export type Binder = Pick<LedgerAnswer, 'report' | 'sha256' | 'receipts' | 'completeness' | 'incomplete'> & { readonly generator: string };

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Throws where what arrived is not what the ledger hashed. What changes by the minute, such as its lag, is left out. */
export const binderOf = ({ report, sha256: stated, receipts, completeness, incomplete }: LedgerAnswer): Binder => {
  if (sha256(JSON.stringify(report)) !== stated) throw new Error(`The report of episode ${report.subject.id} is not what the ledger hashed`);
  return { generator: GENERATOR, sha256: stated, completeness, ...(incomplete ? { incomplete } : {}), report, receipts };
};

export const jsonOf = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

/** How often each verdict was given, by rule: nothing is left out, so each rule's figures add up to its duties. */
export const totalsOf = (binders: readonly Binder[]): readonly { readonly ruleId: string; readonly verdicts: Readonly<Record<string, number>> }[] => {
  const totals = new Map<string, Record<string, number>>();
  for (const { ruleId, verdict } of binders.flatMap(({ report }) => report.duties)) {
    const counts = totals.get(ruleId) ?? {};
    totals.set(ruleId, { ...counts, [verdict]: (counts[verdict] ?? 0) + 1 });
  }
  return [...totals].sort(([one], [other]) => (one < other ? -1 : 1)).map(([ruleId, verdicts]) => ({ ruleId, verdicts }));
};
