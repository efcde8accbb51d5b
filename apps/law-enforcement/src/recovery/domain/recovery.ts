import type { ChildRecovered } from '#contracts';
import { DomainError, personal, type Category, type Decision, type Event, type Instant, type Personal } from '#kernel';

/** Stored with ChildRecovered: whose county it is, and in what state the child was found, as personal data. */
type RecoveryDescribed = Event<'RecoveryDescribed', {
  readonly recoveryId: string;
  readonly youthId: string;
  readonly county: string;
  readonly condition: Personal<string> | null;
  readonly immediateNeeds: Personal<string> | null;
}>;

export type RecoveryEvent = ChildRecovered | RecoveryDescribed;
export type Recovered = Pick<ChildRecovered['data'], 'recoveredAt' | 'releasedTo' | 'arrested'>;
export type Described = { readonly condition: string | null; readonly immediateNeeds: string | null };

/** What child welfare published of the episode, as far as a recovery needs it. */
export type Episode = {
  readonly id: string;
  readonly youthId: string;
  readonly agency: string;
  readonly county: string;
  readonly lastSeenAt: Instant | null;
  readonly withdrawn: boolean;
};
export type Recovery = { readonly recoveryId: string; readonly episode: Episode; readonly recovered: Recovered; readonly described: Described };

type RecoveryState = { readonly status: 'none' } | { readonly status: 'recorded'; readonly data: ChildRecovered['data'] };

export const recoveries: Category<RecoveryState, RecoveryEvent> = {
  name: 'lawEnforcement.recovery',
  scope: 'exchange',
  initial: { status: 'none' },
  evolve(state, event) {
    return event.type === 'ChildRecovered' ? { status: 'recorded', data: event.data } : state;
  },
};

const refuseIf = (contradiction: boolean, code: string, message: string) => {
  if (contradiction) throw new DomainError(code, message);
};

const sealed = (value: string | null) => (value === null ? null : personal(value));

export const recordRecovery = ({ recoveryId, episode, recovered, described }: Recovery): Decision<RecoveryState, RecoveryEvent> => (state, now) => {
  const { recoveredAt, releasedTo, arrested } = recovered;
  const { id: episodeId, youthId, agency, county, lastSeenAt } = episode;
  if (state.status === 'recorded') {
    const { data } = state;
    const same = data.episodeId === episodeId && data.recoveredAt === recoveredAt && data.releasedTo === releasedTo && data.arrested === arrested;
    refuseIf(!same, 'already-recorded', 'This recovery was recorded otherwise');
    return [];
  }
  refuseIf(episode.withdrawn, 'subject-withdrawn', 'The episode was withdrawn: nobody was missing');
  refuseIf(recoveredAt > now, 'recovered-in-the-future', 'The child cannot have been recovered yet');
  refuseIf(lastSeenAt !== null && recoveredAt < lastSeenAt, 'recovered-before-last-seen', 'The child was seen missing after that time');
  return [
    { type: 'ChildRecovered', data: { recoveryId, episodeId, youthId, agency, recoveredAt, releasedTo, arrested }, occurredAt: recoveredAt },
    {
      type: 'RecoveryDescribed', occurredAt: recoveredAt,
      data: { recoveryId, youthId, county, condition: sealed(described.condition), immediateNeeds: sealed(described.immediateNeeds) },
    },
  ];
};
