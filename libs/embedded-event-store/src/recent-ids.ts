import type { Place } from './check-commit.js';

type Known = Place & { stream: string };

/** About what EventStoreDB's 8 MiB cache of committed ids holds. */
const CAPACITY = 65_536;

/**
 * The ids committed lately, oldest forgotten first. As in EventStoreDB it lives in process memory only:
 * a write with no exact expected revision, repeated after a restart, is written twice.
 */
export class RecentIds {
  private readonly byId = new Map<string, Known>();

  find(stream: string, id: string): Place | undefined {
    const known = this.byId.get(id);
    return known?.stream === stream ? known : undefined;
  }

  add(id: string, known: Known) {
    this.byId.delete(id);
    this.byId.set(id, known);
    if (this.byId.size > CAPACITY) this.byId.delete(this.byId.keys().next().value!);
  }

  clear() {
    this.byId.clear();
  }
}
