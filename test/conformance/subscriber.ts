import type { AllStreamSubscription, ResolvedEvent, StreamSubscription } from '@eventstore/db-client';

/** What a subscription delivered, in order: event numbers, `caught-up` and, where they are listened to, checkpoints. */
export type Subscriber = {
  events: ResolvedEvent[];
  caughtUps: number;
  error: Promise<Error>;
  /** Resolves once `holds` does; every delivery asks again. */
  until(holds: (subscriber: Subscriber) => boolean): Promise<void>;
  caughtUp(): Promise<void>;
  received(count: number): Promise<void>;
  /** To be called by what else is delivered, such as a checkpoint. */
  changed(): void;
  end(): Promise<void>;
};

export const follow = (subscription: StreamSubscription | AllStreamSubscription): Subscriber => {
  const waiting = new Set<() => void>();
  const subscriber: Subscriber = {
    events: [],
    caughtUps: 0,
    error: new Promise(resolve => subscription.on('error', resolve)),
    changed: () => waiting.forEach(check => check()),
    until: holds =>
      new Promise(resolve => {
        const check = () => {
          if (!holds(subscriber)) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
    caughtUp: () => subscriber.until(({ caughtUps }) => caughtUps > 0),
    received: count => subscriber.until(({ events }) => events.length >= count),
    end: () => subscription.unsubscribe(),
  };
  subscription.on('data', (event: ResolvedEvent) => {
    subscriber.events.push(event);
    subscriber.changed();
  });
  subscription.on('caughtUp', () => {
    subscriber.caughtUps += 1;
    subscriber.changed();
  });
  return subscriber;
};
