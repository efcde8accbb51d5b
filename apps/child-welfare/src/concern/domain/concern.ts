import { RECEIVED_BY, TRAFFICKING, type ReportChannel, type UsState } from '#contracts';
import { DomainError, personal, type Category, type Decision, type Event, type Instant, type Personal } from '#kernel';
import { isIndicator, type Indicator } from './indicators.js';

export { RECEIVED_BY, TRAFFICKING };

type Concern = {
  readonly concernId: string;
  readonly youthId: string;
  readonly agency: string;
  readonly state: UsState;
  readonly county: string;
  readonly receivedAt: Instant;
  readonly receivedBy: (typeof RECEIVED_BY)[number];
  readonly channel: ReportChannel;
  readonly trafficking: (typeof TRAFFICKING)[number];
  readonly indicators: readonly Indicator[];
};
export type Reporter = { readonly name?: string; readonly contact?: string; readonly relationship?: string };

// These names and shapes are stored: a new shape needs an upcaster.
export type ConcernEvent = Event<'ConcernReceived', Concern & {
  /** Who reported stays sealed: no projection copies it and no endpoint opens it. */
  readonly reporter: Personal<Reporter> | null;
}>;

export type ConcernState = { readonly received: boolean };

export const concerns: Category<ConcernState, ConcernEvent> = {
  name: 'childWelfare.concern',
  scope: 'agency',
  initial: { received: false },
  evolve: () => ({ received: true }),
};

/** A sign seen or told. It determines nothing. */
export const receiveConcern = ({ reporter, ...concern }: Concern & { readonly reporter?: Reporter | undefined }): Decision<ConcernState, ConcernEvent> =>
  ({ received }, now) => {
    if (received) return [];
    if (concern.receivedAt > now) throw new DomainError('received-in-the-future', 'The agency cannot have received this yet');
    if (!concern.indicators.every(isIndicator)) throw new DomainError('unknown-indicator', 'Not an indicator of this group', 'malformed');
    return [{ type: 'ConcernReceived', data: { ...concern, reporter: reporter ? personal(reporter) : null }, occurredAt: concern.receivedAt }];
  };
