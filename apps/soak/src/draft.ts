import { instant } from '#kernel';
import type { Data, Input } from './inputs.js';
import type { Random } from './random.js';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** An input while it is being made up: moments in milliseconds since 1970. */
export type Draft = {
  readonly stream: Input['stream'];
  readonly streamId: string;
  readonly type: string;
  readonly data: Data;
  readonly occurred: number;
  readonly entered: number;
};

export const toInput = ({ occurred, entered, ...rest }: Draft, importedAt: number | null): Input => ({
  ...rest, occurredAt: instant(occurred), enteredAt: instant(importedAt ?? entered), claimedAt: importedAt === null ? null : instant(entered),
});

/** How long after it happened it is entered: mostly soon, sometimes at once, sometimes days later. */
export const entryDelay = (random: Random): number => {
  switch (random.weighted({ soon: 70, 'at-once': 8, slow: 22 })) {
    case 'soon': return random.between(MINUTE, 2 * HOUR);
    case 'at-once': return 0;
    case 'slow': return random.between(DAY, 12 * DAY);
  }
};
