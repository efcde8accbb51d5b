import type { Instant } from '#kernel';
import type { Fault } from './faults.js';

/** Two state systems, so that one can be paused while the other goes on. */
export const PARTNERS = {
  'urn:soak:mo:ccwis': { agency: 'US-MO', state: 'MO', county: 'MO county 1' },
  'urn:soak:ga:ccwis': { agency: 'US-GA', state: 'GA', county: 'GA county 1' },
} as const;
export type Source = keyof typeof PARTNERS;

/** Stands in every personal value: nothing that leaves may hold it. */
export const PERSONAL_MARK = 'Synthetic';

/** One command's events in the log. No two effects of a run have the same business time: by it each is found again. */
export type Effect = { readonly at: Instant; readonly types: readonly string[] };

/** What a message says, and what it must bring about where it is accepted. */
export type Told = { readonly type: string; readonly data: Readonly<Record<string, unknown>>; readonly effects: readonly Effect[] };

/** A message that must have been applied before; else this one is refused with the code. */
export type Need = { readonly message: Planned; readonly code: 'unknown-child' | 'unknown-episode' };

export type Planned = Told & {
  readonly index: number;
  readonly id: string;
  readonly source: Source;
  readonly child: string;
  /** `bare` is structured without a content-type. */
  readonly mode: 'structured' | 'bare' | 'binary';
  readonly needs: readonly Need[];
  readonly fault: Fault | undefined;
};

/** Without a partition the key says which; a duplicate is the same message sent again. */
export type Sending = { readonly message: Planned; readonly partition: number | undefined };

export type Plan = { readonly messages: readonly Planned[]; readonly sendings: readonly Sending[] };
