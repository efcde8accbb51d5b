import { randomUUID } from 'node:crypto';
import type { Category, Event } from '#kernel';
import type { Dependencies } from '#service';

type Any = Event<string, Record<string, unknown>>;

/** What another service publishes, appended as it appends it. Returns the log position. */
export const publish = async ({ open }: { open: Pick<Dependencies, 'store'> }, category: string, event: Any, id: string = randomUUID()): Promise<string> => {
  const into: Category<number, Any> = { name: category, scope: 'exchange', initial: 0, evolve: count => count + 1 };
  const { position } = await open.store.decide(into, id, () => [event], {
    commandId: randomUUID(), fingerprint: 'f', correlationId: randomUUID(), actor: { subject: 'someone', role: 'system', agency: null, county: null },
  });
  return String(position);
};
