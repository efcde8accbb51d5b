export type EnteredFact = {
  readonly eventId: string; readonly event: string; readonly occurredAt: string; readonly knownAt: string; readonly recordedAt: string;
  readonly recordedTimeClaimed: boolean; readonly enteredBy: { readonly subject: string; readonly role: string } | null;
} & Readonly<Record<string, unknown>>;

export type Rule = {
  readonly citation: string; readonly text: string; readonly jurisdiction: string; readonly obligor: string; readonly binding: boolean;
  readonly limit: Readonly<Record<string, unknown>>;
  readonly effective: { readonly from: string; readonly fromIs: string; readonly to: string | null; readonly basis: string };
  readonly verified: { readonly on: string | null; readonly against: string; readonly unverified: string };
};

export type Duty = {
  readonly dutyId: string; readonly ruleId: string; readonly recipient: string | null; readonly rule: Rule;
  readonly clockStart: string | null; readonly deadline: string | null; readonly ruleDeadline: string | null;
  readonly openedBy: (EnteredFact & { readonly correctedTo?: string; readonly correctedBy?: EnteredFact }) | null;
  readonly verdict: string; readonly reason: string | null; readonly recordedLate: boolean; readonly madeAt: string | null;
  readonly flags: readonly string[];
  readonly earlier: readonly { readonly asKnownAt: string; readonly verdict: string; readonly reason: string | null }[];
  readonly attempts: readonly { readonly reportId: string; readonly standing: string; readonly evidence: readonly EnteredFact[] }[];
  readonly requirements: readonly { readonly event: string; readonly done: readonly EnteredFact[] }[];
  readonly ending: { readonly at: string; readonly by: string } | null;
  readonly excuse: { readonly by: string; readonly authority: string; readonly inTime: boolean; readonly evidence: EnteredFact } | null;
  readonly exceptions: readonly EnteredFact[];
};

export type Report = {
  readonly position: string; readonly asOf: string; readonly notConfigured: readonly string[];
  readonly subject: Readonly<Record<'id' | 'youthId' | 'agency' | 'state' | 'county' | 'coverage', string>>
    & { readonly leads?: readonly string[]; readonly ledOnIn?: string };
  readonly corrections: readonly EnteredFact[];
  readonly duties: readonly Duty[];
};

/** What the ledger answers for one episode, as far as a binder shows it. */
export type LedgerAnswer = {
  readonly incomplete?: { readonly reason: string };
  readonly completeness: { readonly verifiedPosition: string | null; readonly verifiedAt: string | null; readonly lastRunMatched: boolean | null };
  readonly report: Report;
  readonly sha256: string;
  readonly receipts: readonly { readonly eventId: string; readonly receipt: unknown }[];
};
