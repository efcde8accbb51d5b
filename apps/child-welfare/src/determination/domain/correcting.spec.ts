import { instant, plusHours, plusMilliseconds } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { correctDetermination, restateDetermination } from './correcting.js';
import { determinations, type Determination, type DeterminationEvent } from './determination.js';

const { given } = specFor<Determination, DeterminationEvent>(determinations);
const now = instant('2026-03-02T15:00:00Z');
const earlier = plusHours(now, -2);
const [determinationId, youthId] = ['1f3a5b7c-9d1e-4f20-8a2b-4c6d8e0f1a2b', '7c8f0f3e-6a8e-4b5e-9d7b-0a4b1c2d3e4f'];
const fact = {
  determinationId, youthId, agency: 'US-MO', state: 'MO', county: 'MO county 5', coverage: 'placed',
  outcome: 'identified-victim', trafficking: 'sex', determinedBy: 'agency', receivedAt: now,
} as const;
const made: DeterminationEvent = { type: 'DeterminationMade', data: fact, occurredAt: now };
const withdrawn: DeterminationEvent = { type: 'DeterminationWithdrawn', data: { determinationId, youthId, reason: 'not-supported' } };
const corrected = (fields: object, cause: string) => ({
  type: 'DeterminationCorrected',
  data: { determinationId, youthId, agency: 'US-MO', state: 'MO', county: 'MO county 5', coverage: 'placed', ageBand: 'unknown', receivedAt: now, ...fields, cause },
}) as DeterminationEvent;

describe('a correction', () => {
  const youth = { coverage: 'placed' } as const;
  it('moves the instant of receipt, and takes age and coverage as they were then', () =>
    given(made).when(state => correctDetermination({ cause: 'learned-at', receivedAt: earlier }, { coverage: 'none', ageBand: 'under-18' })(state, now))
      .then(corrected({ receivedAt: earlier, coverage: 'none', ageBand: 'under-18' }, 'learned-at')));
  it('moves the determination to another county', () =>
    given(made).when(state => correctDetermination({ cause: 'jurisdiction', county: 'MO county 6' }, youth)(state, now))
      .then(corrected({ county: 'MO county 6' }, 'jurisdiction')));
  it('that changes nothing is nothing', () =>
    given(made).when(state => correctDetermination({ cause: 'learned-at', receivedAt: now }, youth)(state, now)).thenNothing());
  it('names what it corrects', () =>
    given(made).when(state => correctDetermination({ cause: 'learned-at' }, youth)(state, now)).thenRejected('nothing-to-correct'));
  it('fits its cause', () =>
    given(made).when(state => correctDetermination({ cause: 'jurisdiction', receivedAt: earlier }, youth)(state, now)).thenRejected('cause-does-not-fit'));
  it('is not of the future', () =>
    given(made).when(state => correctDetermination({ cause: 'learned-at', receivedAt: plusMilliseconds(now, 1) }, youth)(state, now))
      .thenRejected('received-in-the-future'));
  it('is not of what was withdrawn', () =>
    given(made, withdrawn).when(state => correctDetermination({ cause: 'learned-at', receivedAt: earlier }, youth)(state, now))
      .thenRejected('determination-withdrawn'));
  it('twice adds nothing', () => addsNothingTwice(determinations, [made], correctDetermination({ cause: 'learned-at', receivedAt: earlier }, youth), now));
});

describe('what changed in the youth\'s record', () => {
  it('restates the age', () => given(made).when(state => restateDetermination({ coverage: 'placed', ageBand: 'under-18' }, now)(state, now))
    .then(corrected({ ageBand: 'under-18' }, 'birth-date')));
  it('restates the coverage', () => given(made).when(state => restateDetermination({ coverage: 'none', ageBand: 'unknown' }, now)(state, now))
    .then(corrected({ coverage: 'none' }, 'coverage')));
  it('restates the coverage that began only afterwards, as of then', () => {
    const since = corrected({ ageBand: 'under-18', coveredFrom: plusHours(now, 96) }, 'coverage');
    const youth = { coverage: 'placed', ageBand: 'under-18', coveredFrom: plusHours(now, 96) } as const;
    given(made).when(state => restateDetermination(youth, now)(state, now)).then(since);
    given(made, since).when(state => restateDetermination(youth, now)(state, now)).thenNothing();
    given(made, withdrawn).when(state => restateDetermination(youth, now)(state, now)).thenNothing();
    given(made, since).when(state => restateDetermination({ coverage: 'placed', ageBand: 'under-18' }, now)(state, now)).then(corrected({ ageBand: 'under-18' }, 'coverage'));
  });
  it('leaves the age alone once the birth date was erased', () => given(made).when(state => restateDetermination({ coverage: 'placed' }, now)(state, now)).thenNothing());
  it('does not wake what was withdrawn', () =>
    given(made, withdrawn).when(state => restateDetermination({ coverage: 'none', ageBand: 'under-18' }, now)(state, now)).thenNothing());
  it('is looked up again when the clock starts elsewhere by now', () =>
    given(made).when(state => restateDetermination({ coverage: 'none' }, earlier)(state, now)).thenNothing());
  it('twice adds nothing', () => addsNothingTwice(determinations, [made], restateDetermination({ coverage: 'none' }, now), now));
});
