import { unless, type Fault, type Found, type Path } from './read-folders.js';

/** The first and the last day on which a text is in force; without a last one it still is. */
export type Effective = { readonly from: string; readonly to: string | null };

const LAST_DAY = '9999-12-31';
const lastOf = ({ to }: Effective) => to ?? LAST_DAY;

/** Whether it is in force on a day (`YYYY-MM-DD`, of the place it holds in); its first and last day belong to it. */
export const inForce = (effective: Effective, day: string): boolean => effective.from <= day && day <= lastOf(effective);

/** A text, what it is a text of, and how a fault of its dates is told. */
export type Placed = {
  readonly id: string; readonly pack: string; readonly of: string; readonly effective: Effective; readonly fault: (reason: string) => Fault;
};

/** Of the `effective` of what stands at `path`. */
export const endFaults = ({ from, to }: Effective, path: Path): readonly Found[] =>
  unless(to === null || from <= to, [...path, 'effective', 'to'], `ends before it begins (${from})`);

const overlap = (a: Effective, b: Effective) => a.from <= lastOf(b) && b.from <= lastOf(a);

/** Two texts in force for one thing on one day would leave it open which of them rules. */
export const overlapFaults = (texts: readonly Placed[]): readonly Fault[] => texts.flatMap(({ id, effective, of, fault }, index) => texts.slice(0, index)
  .filter(other => other.of === of && overlap(other.effective, effective))
  .map(other => fault(`${id} is in force from ${effective.from}, and so is ${other.id} of ${other.pack} from ${other.effective.from}`)));
