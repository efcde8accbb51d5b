import { instant, personal, plusMilliseconds } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import type { Claim } from './claims.js';
import { changeCoverage, correctYouth, erase, linkIdentifier, makeClaim, register, rehearsed, unlinkIdentifier, type Registration } from './decisions.js';
import { claimToRelease, coverageAt, coverageSince, known, youths, type Identifier, type Youth, type YouthEvent } from './youth.js';

const { given } = specFor<Youth, YouthEvent>(youths);
const now = instant('2026-03-02T15:00:00Z');
const youthId = '7c8f0f3e-6a8e-4b5e-9d7b-0a4b1c2d3e4f';
const place = { agency: 'US-MO', state: 'MO', county: 'MO county 5' } as const;
const identifier: Identifier = { key: 'k1', claim: 1, id: 'A-17', source: 'agency-record', confidence: 'confirmed' };
const index = (name: string, birthDate: string) => `mac(${name},${birthDate})`;
const name: Claim = { kind: 'name', value: 'Ana Example', source: 'youth', learnedAt: now };
const birthDate: Claim = { kind: 'birth-date', value: '2010-04-30', source: 'birth-certificate', learnedAt: now };
const registration: Registration = { youthId, place, coverage: 'placed', claims: [] };

const registered: YouthEvent = { type: 'YouthRegistered', data: { youthId, ...place, coverage: 'placed' } };
const { id, ...linked } = identifier;
const identifierLinked: YouthEvent = { type: 'YouthIdentifierLinked', data: { youthId, ...linked, identifier: personal(id) } };
const unlinked: YouthEvent = { type: 'YouthIdentifierUnlinked', data: { youthId, key: 'k1', claim: 1, reason: 'wrong-youth' } };
const made = (claim: Claim, searchIndex?: string | null): YouthEvent => ({
  type: 'YouthClaimMade', occurredAt: claim.learnedAt,
  data: { youthId, ...claim, value: personal(claim.value), ...(searchIndex === undefined ? {} : { searchIndex }) },
});
const erased: YouthEvent = { type: 'YouthPersonalDataErased', data: { youthId, authority: 'court-order', identifiers: [] } };
const changed = (coverage: 'none' | 'placed', from: string): YouthEvent =>
  ({ type: 'YouthCoverageChanged', data: { youthId, coverage, from: instant(from) }, occurredAt: instant(from) });

describe('a youth is registered', () => {
  it('with the identifier and the claims that come along', () =>
    given().when(youth => register({ ...registration, identifier, claims: [name, birthDate] }, index)(youth, now))
      .then(registered, identifierLinked, made(name, null), made(birthDate, 'mac(Ana Example,2010-04-30)')));
  it('once: a later registration adds nothing', () =>
    given(registered, identifierLinked).when(youth => register({ ...registration, identifier, claims: [name] }, index)(youth, now)).thenNothing());
  it('completing a link whose claim was made before a crash', () =>
    given(registered).when(youth => register({ ...registration, identifier }, index)(youth, now)).then(identifierLinked));
  it('not again once its personal data was erased', () =>
    given(registered, identifierLinked, erased).when(youth => register({ ...registration, identifier, claims: [name] }, index)(youth, now)).thenRejected('personal-data-erased'));
  it('not in a state that does not exist', () =>
    given().when(youth => register({ ...registration, place: { ...place, state: 'XX' } }, index)(youth, now)).thenRejected('unknown-state'));
  it('only in a rehearsal: refused as it would be, and nothing decided', () => {
    given().when(youth => rehearsed(register(registration, index))(youth, now)).thenNothing();
    given().when(youth => rehearsed(register({ ...registration, place: { ...place, state: 'XX' } }, index))(youth, now)).thenRejected('unknown-state');
  });
  it('twice adds nothing', () => addsNothingTwice(youths, [], register({ ...registration, identifier, claims: [name, birthDate] }, index), now));
});

describe('an agency identifier', () => {
  it('is linked', () => given(registered).when(youth => linkIdentifier(identifier, youthId)(youth, now)).then(identifierLinked));
  it('is linked once', () => given(registered, identifierLinked).when(youth => linkIdentifier(identifier, youthId)(youth, now)).thenNothing());
  it('is not linked to a youth nobody registered', () => given().when(youth => linkIdentifier(identifier, youthId)(youth, now)).thenRejected('unknown-youth'));
  it('is unlinked by an event', () => given(registered, identifierLinked).when(youth => unlinkIdentifier({ key: 'k1', reason: 'wrong-youth' })(youth, now)).then(unlinked));
  it('is unlinked only where it was linked', () =>
    given(registered).when(youth => unlinkIdentifier({ key: 'k1', reason: 'wrong-youth' })(youth, now)).thenRejected('identifier-not-linked'));
  it('is not linked again before its claim is released', () =>
    given(registered, identifierLinked, unlinked).when(youth => linkIdentifier(identifier, youthId)(youth, now)).thenRejected('identifier-being-released'));
  it('is not linked without its claim', () =>
    given(registered).when(youth => linkIdentifier(identifier, null)(youth, now)).thenRejected('identifier-being-released'));
  it('is released once unlinked, under the claim it was held by', () => {
    expect(claimToRelease(known(given(registered, identifierLinked).state()), 'k1')).toBe(0);
    expect(claimToRelease(known(given(registered, identifierLinked, unlinked).state()), 'k1')).toBe(1);
  });
  it('is linked again under a new claim', () =>
    given(registered, identifierLinked, unlinked).when(youth => linkIdentifier({ ...identifier, claim: 2 }, youthId)(youth, now))
      .then({ type: 'YouthIdentifierLinked', data: { youthId, ...linked, claim: 2, identifier: personal(id) } }));
  it('linked or unlinked twice adds nothing', () => {
    addsNothingTwice(youths, [registered], linkIdentifier(identifier, youthId), now);
    addsNothingTwice(youths, [registered, identifierLinked], unlinkIdentifier({ key: 'k1', reason: 'duplicate' }), now);
  });
});

describe('a claim', () => {
  it('is made', () => given(registered).when(youth => makeClaim({ ...name, kind: 'sex', value: 'female' }, index)(youth, now)).then(made({ ...name, kind: 'sex', value: 'female' })));
  it('is corrected, and the search with it', () => {
    const corrected: Claim = { ...birthDate, value: '2011-04-30' };
    given(registered, made(name, null), made(birthDate, 'mac(Ana Example,2010-04-30)')).when(youth => makeClaim(corrected, index)(youth, now))
      .then({ ...made(corrected, 'mac(Ana Example,2011-04-30)'), type: 'YouthClaimCorrected' } as YouthEvent);
  });
  it('stands as it is', () => given(registered, made(name, null)).when(youth => makeClaim(name, index)(youth, now)).thenNothing());
  it('can be learned now', () => given(registered).when(youth => makeClaim(name, index)(youth, now)).then(made(name, null)));
  it('cannot be learned a millisecond from now', () =>
    given(registered).when(youth => makeClaim({ ...name, learnedAt: plusMilliseconds(now, 1) }, index)(youth, now)).thenRejected('learned-in-the-future'));
  it('can tell of a birth where the next day has begun', () =>
    given(registered).when(youth => makeClaim({ ...birthDate, value: '2026-03-03' }, index)(youth, now)).then(made({ ...birthDate, value: '2026-03-03' }, null)));
  it('cannot tell of a birth to come', () =>
    given(registered).when(youth => makeClaim({ ...birthDate, value: '2026-03-04' }, index)(youth, now)).thenRejected('born-in-the-future'));
  it('is about a registered youth', () => given().when(youth => makeClaim(name, index)(youth, now)).thenRejected('unknown-youth'));
  it('is not made after erasure', () => given(registered, erased).when(youth => makeClaim(name, index)(youth, now)).thenRejected('personal-data-erased'));
  it('twice adds nothing', () => addsNothingTwice(youths, [registered], makeClaim(birthDate, index), now));
});

describe('the coverage basis', () => {
  const at = (from: string, ...events: YouthEvent[]) => coverageAt(known(given(registered, ...events).state()), instant(from));
  const [june, july] = ['2025-06-01T00:00:00Z', '2025-07-01T00:00:00Z'];
  it('is the one registered until it changes', () => expect(at('2025-05-31T23:59:59.999Z', changed('none', june))).toBe('placed'));
  it('changes at its instant', () => expect(at(june, changed('none', june))).toBe('none'));
  it('is the latest in time, however late it was recorded', () => expect(at(july, changed('placed', july), changed('none', june))).toBe('placed'));
  it('of one instant is the one recorded last', () => expect(at(june, changed('none', june), changed('placed', june))).toBe('placed'));
  it('that begins only later says when, the first time and before what ended the question', () => {
    const since = (from: string, until: string | null, ...events: YouthEvent[]) => coverageSince(known(given(registered, changed('none', june), ...events).state()), instant(from), until === null ? null : instant(until));
    const [may, august] = ['2025-05-01T00:00:00Z', '2025-08-01T00:00:00Z'];
    const again = [changed('none', august), changed('placed', july)];
    expect(since(may, null, ...again)).toEqual({ coverage: 'placed' });
    expect(since(june, null, ...again)).toEqual({ coverage: 'placed', coveredFrom: instant(july) });
    expect(since(june, instant(july), ...again)).toEqual({ coverage: 'none' });
    expect(since(june, null, changed('placed', july), changed('none', july))).toEqual({ coverage: 'none' });
    expect(since(june, null)).toEqual({ coverage: 'none' });
  });
  it('is recorded', () => given(registered).when(youth => changeCoverage({ coverage: 'none', from: instant(june) })(youth, now)).then(changed('none', june)));
  it('that already holds is not', () => given(registered).when(youth => changeCoverage({ coverage: 'placed', from: instant(june) })(youth, now)).thenNothing());
  it('cannot begin in the future', () =>
    given(registered).when(youth => changeCoverage({ coverage: 'none', from: plusMilliseconds(now, 1) })(youth, now)).thenRejected('from-in-the-future'));
  it('is a registered youth\'s', () => given().when(youth => changeCoverage({ coverage: 'none', from: now })(youth, now)).thenRejected('unknown-youth'));
  it('changed twice adds nothing', () => addsNothingTwice(youths, [registered], changeCoverage({ coverage: 'none', from: now }), now));
});

describe('erasure', () => {
  it('is an event', () => given(registered).when(youth => erase({ authority: 'court-order' })(youth, now)).then(erased));
  it('names the identifiers that are linked then', () => {
    const erasure = (youth: Youth) => erase({ authority: 'court-order' })(youth, now);
    given(registered, identifierLinked).when(erasure).then({ ...erased, data: { ...erased.data, identifiers: ['k1'] } } as YouthEvent);
    given(registered, identifierLinked, unlinked).when(erasure).then(erased);
  });
  it('happens once', () => addsNothingTwice(youths, [registered], erase({ authority: 'court-order' }), now));
  it('needs a youth', () => given().when(youth => erase({ authority: 'court-order' })(youth, now)).thenRejected('unknown-youth'));
  it('leaves no identifier to link', () => given(registered, erased).when(youth => linkIdentifier(identifier, youthId)(youth, now)).thenRejected('personal-data-erased'));
});

describe('a correction of the youth', () => {
  const correction = correctYouth({ claims: [name, birthDate], coverage: { coverage: 'none', from: now } }, index);

  it('makes all its claims and changes the basis', () =>
    given(registered).when(youth => correction(youth, now)).then(made(name, null), made(birthDate, 'mac(Ana Example,2010-04-30)'), changed('none', now)));
  it('is refused as a whole', () =>
    given(registered).when(youth => correction(youth, plusMilliseconds(now, -1))).thenRejected('learned-in-the-future'));
  it('twice adds nothing', () => addsNothingTwice(youths, [registered], correction, now));
});
