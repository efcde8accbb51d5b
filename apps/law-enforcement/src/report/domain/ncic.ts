import type { NcicCancellationReason, NcicCategory, NcicVerified } from '#contracts';
import type { Instant, Personal } from '#kernel';

export type Verification = Pick<NcicVerified['data'], 'verifiedAt' | 'photoWithin180Days' | 'medicalAndDental'>;

/** References to an entry in the Missing Person File, nothing that NCIC answers. `Nic` is the NIC number, in clear or at rest. */
export type NcicEntry<Nic = Personal<string>> = {
  /** Null where police did not tell. */
  readonly enteredAt: Instant | null;
  readonly category: NcicCategory;
  readonly nicNumber: Nic | null;
  readonly verifications: readonly Verification[];
  readonly cancelledAt: Instant | null;
  /** Null where the child was located. */
  readonly cancellationReason: NcicCancellationReason | null;
};

type Change<Nic> =
  | { readonly type: 'NcicEntered'; readonly data: Pick<NcicEntry<Nic>, 'enteredAt' | 'category' | 'nicNumber'> }
  | { readonly type: 'NcicVerified'; readonly data: Verification }
  | { readonly type: 'NcicCancelled'; readonly data: { readonly cancelledAt: Instant; readonly reason?: NcicCancellationReason } };

const changed = <Nic>(entry: NcicEntry<Nic>, change: Change<Nic>): NcicEntry<Nic> => {
  switch (change.type) {
    case 'NcicEntered': {
      const { enteredAt, category, nicNumber } = change.data;
      return { ...entry, enteredAt, category, nicNumber };
    }
    case 'NcicVerified': {
      const { verifiedAt, photoWithin180Days, medicalAndDental } = change.data;
      return { ...entry, verifications: [...entry.verifications, { verifiedAt, photoWithin180Days, medicalAndDental }] };
    }
    case 'NcicCancelled':
      return { ...entry, cancelledAt: change.data.cancelledAt, cancellationReason: change.data.reason ?? null };
  }
};

/** A further `NcicEntered` completes the entry that stands; after a cancellation it is an entry of its own. */
export const ncicAfter = <Nic>(entries: readonly NcicEntry<Nic>[], change: Change<Nic>): readonly NcicEntry<Nic>[] => {
  const last = entries.at(-1);
  if (change.type === 'NcicEntered' && last?.cancelledAt !== null) {
    const { enteredAt, category, nicNumber } = change.data;
    return [...entries, { enteredAt, category, nicNumber, verifications: [], cancelledAt: null, cancellationReason: null }];
  }
  return last ? [...entries.slice(0, -1), changed(last, change)] : entries;
};
