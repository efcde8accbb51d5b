import type { Instant } from '#kernel';
import type { Planned } from './messages.js';

export type Receipt = {
  readonly ceId: string;
  readonly decidedAt: Instant;
  readonly status: 'accepted' | 'rejected' | 'parked';
  readonly messageId: string | null;
  readonly source: string | null;
  readonly produced: readonly { readonly kind: string; readonly id: string; readonly position?: string }[];
  readonly items?: readonly { readonly status: string }[];
  readonly rejection: { readonly code: string; readonly pointer: string | null } | null;
  readonly partition: number;
  readonly offset: string;
};

/** A message that was sent, and what came back. In milliseconds since 1970. */
export type Entry = {
  readonly message: Planned;
  readonly sentAt: number;
  copies: number;
  answeredAt: number | undefined;
  readonly receipts: Receipt[];
};

export const placeOf = ({ partition, offset }: { partition: number; offset: string }): string => `${partition}/${offset}`;
export const isFinal = ({ status }: Receipt): boolean => status !== 'parked';

/** Keeps which message was answered how. */
export class AnswerBook {
  readonly entries: Entry[] = [];
  /** Receipts heard; for whoever watches that there is progress. */
  heard = 0;
  private final = 0;
  private readonly byName = new Map<string, Entry>();
  private readonly byPlace = new Map<string, Entry>();
  /** Receipts of nameless messages whose place we do not know yet. */
  private unplaced: { readonly receipt: Receipt; readonly at: number }[] = [];

  /** Sent messages without a final receipt. */
  get waiting(): number {
    return this.entries.length - this.final;
  }

  sent(message: Planned, at: number): Entry {
    const name = `${message.source} ${message.id}`;
    const known = this.byName.get(name);
    if (known) {
      known.copies++;
      return known;
    }
    const entry: Entry = { message, sentAt: at, copies: 1, answeredAt: undefined, receipts: [] };
    this.byName.set(name, entry);
    this.entries.push(entry);
    return entry;
  }

  lies(entry: Entry, place: string): void {
    this.byPlace.set(place, entry);
    const known = this.unplaced.filter(({ receipt }) => placeOf(receipt) === place);
    this.unplaced = this.unplaced.filter(each => !known.includes(each));
    for (const { receipt, at } of known) this.enter(entry, receipt, at);
  }

  hear(receipt: Receipt, at: number): void {
    this.heard++;
    const entry = receipt.messageId === null ? this.byPlace.get(placeOf(receipt)) : this.byName.get(`${receipt.source} ${receipt.messageId}`);
    if (entry) this.enter(entry, receipt, at);
    else this.unplaced.push({ receipt, at });
  }

  /** Receipts of nothing that we sent. */
  get strangers(): readonly Receipt[] {
    return this.unplaced.map(({ receipt }) => receipt);
  }

  /** Whether all that was sent so far, every copy, has been answered for good. */
  get complete(): boolean {
    return this.waiting === 0 && this.entries.every(({ receipts, copies }) => receipts.length >= copies);
  }

  private enter(entry: Entry, receipt: Receipt, at: number): void {
    entry.receipts.push(receipt);
    if (entry.answeredAt !== undefined || !isFinal(receipt)) return;
    entry.answeredAt = at;
    this.final++;
  }
}
