/** At most so many at a time; the others wait in line. */
export class Slots {
  private readonly line: (() => void)[] = [];

  constructor(private free: number) {}

  async use<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free--;
    else await new Promise<void>(resolve => this.line.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.line.shift();
      if (next) next();
      else this.free++;
    }
  }
}

/** Items of one key one after the other, keys side by side. A failure lets the items at work finish, starts no more, and is thrown. */
export const inLanes = async <T>(items: readonly T[], keyOf: (item: T) => string, slots: Slots, work: (item: T) => Promise<void>): Promise<void> => {
  const lanes = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const lane = lanes.get(key);
    if (lane) lane.push(item);
    else lanes.set(key, [item]);
  }
  let failed = false;
  const ends = await Promise.allSettled([...lanes.values()].map(async lane => {
    for (const item of lane) {
      await slots.use(async () => {
        if (!failed) await work(item);
      }).catch(error => {
        failed = true;
        throw error;
      });
    }
  }));
  const failure = ends.find(end => end.status === 'rejected');
  if (failure) throw failure.reason;
};

/** Of a batch worked at out of order, the offset up to which everything is done. */
export class Progress {
  private readonly done = new Set<string>();
  private next = 0;

  constructor(private readonly offsets: readonly string[]) {}

  finish(offset: string): void {
    this.done.add(offset);
  }

  /** The last offset before the first gap; `undefined` when there is none, or none since it was asked last. */
  advance(): string | undefined {
    const from = this.next;
    while (this.next < this.offsets.length && this.done.delete(this.offsets[this.next]!)) this.next++;
    return this.next > from ? this.offsets[this.next - 1] : undefined;
  }
}
