import { instant } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { learn, standingOf, standings, type Standing, type StandingEvent } from './standing.js';

const { given } = specFor<Standing, StandingEvent>(standings);
const now = instant('2026-03-03T15:00:00Z');
const states = (statementId: string, says: 'identified' | 'suspected' | 'cleared'): StandingEvent => ({
  type: 'VictimStandingStated', data: { youthId: 'y1', agency: 'US-KY', state: 'KY', county: 'KY county 30', statementId, says, ageBand: 'under-18' },
});
const withdrawn = (statementId: string): StandingEvent => ({ type: 'VictimStandingWithdrawn', data: { youthId: 'y1', statementId } });
const arrest: StandingEvent = { type: 'ArrestOrChargeLearned', data: { youthId: 'y1', trigger: 'arrest', triggerId: 'r1', triggeredAt: now, charged: null } };
const after = (...events: StandingEvent[]) => standingOf(given(...events).state())?.says ?? null;

describe('what is known of a child', () => {
  it.each([
    ['nothing', [], null],
    ['identified', [states('d1', 'identified')], 'identified'],
    ['suspected', [states('d1', 'suspected')], 'suspected'],
    ['identified stands beside a later suspicion', [states('d1', 'identified'), states('s1', 'suspected')], 'identified'],
    ['a determination clears an earlier screening', [states('s1', 'suspected'), states('d1', 'cleared')], null],
    ['and a later screening raises it anew', [states('d1', 'cleared'), states('s2', 'suspected')], 'suspected'],
    ['a withdrawn identification counts no more', [states('d1', 'identified'), withdrawn('d1')], null],
    ['a correction makes a determination no newer', [states('d1', 'cleared'), states('s2', 'suspected'), states('d1', 'cleared')], 'suspected'],
    ['what it hid counts again', [states('s1', 'suspected'), states('d1', 'identified'), withdrawn('d1')], 'suspected'],
  ])('%s', (_, events, expected) => expect(after(...events)).toBe(expected));

  it.each([states('d1', 'identified'), arrest])('is learned once', event => addsNothingTwice(standings, [], learn(event), now));
  it('drops the charges of a case that is expunged, once', () => {
    const charge: StandingEvent = {
      type: 'ArrestOrChargeLearned',
      data: { youthId: 'y1', trigger: 'charge', triggerId: 'f1', triggeredAt: now, charged: { caseId: 'c1', court: 'KY-district-30', county: 'KY county 30', statusOffense: false } },
    };
    const dropped: StandingEvent = { type: 'ChargeDropped', data: { youthId: 'y1', caseId: 'c1' } };
    given(arrest, charge).when(s => learn(dropped)(s, now)).then(dropped);
    expect(given(arrest, charge, dropped).state().triggers.map(each => each.dropped)).toEqual([false, true]);
    given(arrest, charge, dropped).when(s => learn(dropped)(s, now)).thenNothing();
    given(arrest).when(s => learn(dropped)(s, now)).thenNothing();
  });
  it('is not withdrawn before it was stated', () => given().when(s => learn(withdrawn('d1'))(s, now)).thenNothing());
});
