import { Clock, DomainError, type Category, type Decision, type Event, type Instant, instant } from '#kernel';

type Act<State, E extends Event> = (state: State) => readonly E[];

const fold = <State, E extends Event>(category: Pick<Category<State, E>, 'initial' | 'evolve'>, events: readonly E[]) =>
  events.reduce((state, event) => category.evolve(state, event), category.initial);

/** Given past events, when a decision is made, then these events or this refusal: specs that read as law. */
export const specFor = <State, E extends Event>(category: Pick<Category<State, E>, 'initial' | 'evolve'>) => ({
  given: (...past: readonly E[]) => ({
    when: (act: Act<State, E>) => ({
      then: (...expected: readonly E[]) => expect(act(fold(category, past))).toEqual(expected),
      thenNothing: () => expect(act(fold(category, past))).toEqual([]),
      thenRejected: (code: string) => {
        let refusal: unknown;
        try {
          act(fold(category, past));
        } catch (error) {
          refusal = error;
        }
        expect(refusal).toBeInstanceOf(DomainError);
        expect((refusal as DomainError).code).toBe(code);
      },
    }),
    state: () => fold(category, past),
  }),
});

/** The property every decision must have: made again on its own result, it adds nothing. */
export const addsNothingTwice = <State, E extends Event>(
  category: Pick<Category<State, E>, 'initial' | 'evolve'>, past: readonly E[], decision: Decision<State, E>, now: Instant,
) => {
  const first = decision(fold(category, past), now);
  expect(decision(fold(category, [...past, ...first]), now)).toEqual([]);
};

/** A clock that stands still until told. */
export class FakeClock extends Clock {
  private readonly listeners: (() => void)[] = [];

  constructor(private current: Instant = instant('2026-03-02T15:00:00Z')) {
    super();
  }

  now(): Instant {
    return this.current;
  }

  override onMoved(listener: () => void) {
    this.listeners.push(listener);
  }

  set(now: Instant) {
    this.current = now;
    for (const listener of this.listeners) listener();
  }
}
