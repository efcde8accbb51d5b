import { recorded } from '#event-store';
import type { Instant } from '#kernel';
import type { Story } from './inputs.js';
import type { World } from './world.js';

const AT_ONCE = 150;
const ROLE = 'compliance-officer';

/** One verdict as compliance's ledger gives it. */
export type Given = {
  readonly ruleId: string; readonly verdict: string; readonly clockStart: string | null; readonly deadline: string | null;
  readonly madeAt: string | null; readonly recordedLate: boolean;
};

type Answer = { readonly verdicts: readonly { readonly subjectId: string; readonly duties: readonly Given[] }[]; readonly incomplete?: object };

/** The ledger's verdicts of every subject, asked of the HTTP service, each agency by its own officer. */
export const readVerdicts = async (world: World, stories: readonly Story[], asOf: Instant): Promise<ReadonlyMap<string, readonly Given[]>> => {
  const found = new Map<string, readonly Given[]>();
  for (const agency of new Set(stories.map(story => story.agency))) {
    const token = await world.token(ROLE, agency);
    const ids = stories.filter(story => story.agency === agency).map(({ subjectId }) => subjectId);
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const { status, body } = await world.get(token, `/ledger/verdicts?asOf=${asOf}&subjects=${ids.slice(from, from + AT_ONCE).join(',')}`);
      const { verdicts, incomplete } = body as Answer;
      if (status !== 200 || incomplete) throw new Error(`The ledger answered ${status} ${JSON.stringify(incomplete ?? body)}`);
      for (const { subjectId, duties } of verdicts) found.set(subjectId, duties);
    }
  }
  return found;
};

/** What happened to one duty, as the log has it. */
export type DutyLife = {
  readonly subjectId: string; readonly ruleId: string; readonly deadline: Instant | null; readonly openedAt: Instant;
  readonly events: readonly { readonly type: string; readonly recordedAt: Instant; readonly data: Readonly<Record<string, unknown>> }[];
};

/** Every duty in the log by its stream, read from the log itself. */
export const readDuties = async (world: World): Promise<ReadonlyMap<string, DutyLife>> => {
  const lives = new Map<string, DutyLife>();
  for await (const resolved of world.client.readAll()) {
    const event = recorded(resolved);
    if (!event?.stream.startsWith('compliance.duty-')) continue;
    const entry = { type: event.type, recordedAt: event.metadata.recordedAt, data: event.data as Readonly<Record<string, unknown>> };
    const before = lives.get(event.stream);
    const { subjectId, ruleId, deadline } = entry.data as { subjectId: string; ruleId: string; deadline: Instant | null };
    lives.set(event.stream, before ? { ...before, events: [...before.events, entry] }
      : { subjectId, ruleId, deadline, openedAt: entry.recordedAt, events: [entry] });
  }
  return lives;
};
