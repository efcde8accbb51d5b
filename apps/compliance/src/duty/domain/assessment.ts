import { EPISODE_FACTS, type DutiesAssessed } from '#contracts';
import type { Category, Decision } from '#kernel';
import { ofType, type Fact } from './fact.js';

type State = { readonly factId: string | null };

/** Per youth: up to which fact of its episodes the duties are settled. */
export const assessments: Category<State, DutiesAssessed> = {
  name: 'compliance.assessment',
  scope: 'exchange',
  initial: { factId: null },
  evolve: (_, event) => ({ factId: event.data.factId }),
};

export const assessed = (data: DutiesAssessed['data']): Decision<State, DutiesAssessed> => ({ factId }) =>
  (factId === data.factId ? [] : [{ type: 'DutiesAssessed', data }]);

/**
 * Whether anybody may wait to hear that this fact is assessed: no later one of its episode is known, which will speak for it,
 * and the child was located, by this record or perhaps by one that is merged with it. No other episode can be closed.
 * Of a fact that is not among these nothing is known yet.
 */
export const isAwaited = (facts: readonly Fact[], eventId: string): boolean => {
  const own = ofType(facts.filter(({ recordedWith }) => recordedWith === undefined), ...EPISODE_FACTS);
  if (!own.some(fact => fact.eventId === eventId)) return true;
  return own.at(-1)!.eventId === eventId && ofType(facts, 'ChildLocated', 'EpisodesMerged').length > 0;
};
