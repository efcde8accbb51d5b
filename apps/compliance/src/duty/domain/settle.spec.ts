import fc from 'fast-check';
import { instant, plusHours, plusMilliseconds } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { duties, type Duty, type DutyEvent } from './duty.js';
import type { Fact } from './fact.js';
import type { Rule } from './rule.js';
import { assessAll, settle } from './settle.js';
import { bounced, corrected, EPISODE, fact, made, missing, refused, rule, YOUTH } from './spec-kit.js';

const { given } = specFor<Duty, DutyEvent>(duties);
const learnedAt = instant('2026-03-02T15:00:00Z');
const deadline = plusHours(learnedAt, 24);
const now = plusHours(learnedAt, 30);
const settled = (...facts: readonly Fact[]) => (state: Duty) => settle('d1', assessAll([rule], facts)[0]!)(state, now);
const after = (...facts: readonly Fact[]) => settled(...facts)(duties.initial);
const types = (events: readonly DutyEvent[]) => events.map(({ type }) => type);

describe('the facts of an episode', () => {
  it('open its duty', () => expect(after(missing(learnedAt))).toMatchObject([{ type: 'DutyOpened', data: { ruleId: 'C2', deadline, imported: false, alerts: rule.alerts } }]));
  it('open and meet it at once when the report was known first', () =>
    expect(types(after(made(plusHours(learnedAt, -1)), missing(learnedAt)))).toEqual(['DutyOpened', 'DutyMet']));
  it('open none that the rule does not require', () => expect(after(missing(learnedAt, { coverage: 'none' }))).toEqual([]));
  it('open none that was withdrawn', () =>
    expect(after(missing(learnedAt), fact('EpisodeRecordedInError', { episodeId: EPISODE, youthId: YOUTH, reason: 'duplicate' }, { occurredAt: now }))).toEqual([]));
  it('raise no warning for imported history', () =>
    expect(after(missing(learnedAt, {}, { claimed: true }))).toMatchObject([{ data: { imported: true, alerts: [] } }]));
  it('warn of an imported child who is missing still, and of what follows live upon history', () => {
    expect(after(missing(plusHours(now, -3), {}, { claimed: true }))).toMatchObject([{ data: { imported: false, alerts: rule.alerts } }]);
    expect(after(missing(plusHours(now, -24), {}, { claimed: true }))).toMatchObject([{ data: { imported: false, alerts: rule.alerts } }]);
    const away = missing(learnedAt, { category: 'absent-whereabouts-known' }, { claimed: true });
    const lost = (claimed: boolean) => fact('WhereaboutsLost', { episodeId: EPISODE, youthId: YOUTH, learnedAt }, { occurredAt: learnedAt, claimed });
    expect(after(away, lost(false))).toMatchObject([{ data: { imported: false, alerts: rule.alerts } }]);
    expect(after(away, lost(true))).toMatchObject([{ data: { imported: true, alerts: [] } }]);
  });
  it('end a duty whose notice was withheld once it was late, until it was given', () => {
    const told = (over: object, hours: number) => fact('NoticeGiven', { noticeId: 'n', episodeId: EPISODE, youthId: YOUTH, about: 'missing', to: 'tribe', channel: 'written', givenAt: plusHours(learnedAt, hours), ...over }, { occurredAt: plusHours(learnedAt, hours) });
    const withheld = fact('NoticeWithheld', { noticeId: 'n', episodeId: EPISODE, youthId: YOUTH, about: 'missing', to: 'tribe', withheldAt: plusHours(learnedAt, 26), authority: 'a court' }, { occurredAt: plusHours(learnedAt, 26) });
    const notice: Rule = { ...rule, withheld: { event: 'NoticeWithheld', where: {} }, met: { all: [{ event: 'NoticeGiven', where: {}, at: 'givenAt' }] } };
    const settle1 = (facts: readonly Fact[], past: readonly DutyEvent[]) =>
      [...past, ...settle('d1', assessAll([notice], facts)[0]!)(past.reduce(duties.evolve, duties.initial), now)];
    const ended = settle1([missing(learnedAt), withheld], settle1([missing(learnedAt)], []));
    expect(ended).toMatchObject([{ type: 'DutyOpened' }, { type: 'DutyEnded', data: { by: 'NoticeWithheld' } }]);
    expect(settle1([missing(learnedAt), withheld], ended)).toEqual(ended);
    expect(types(settle1([missing(learnedAt), withheld, told({}, 28)], ended)).slice(2)).toEqual(['DutyReinstated', 'DutyMet']);
  });

  const first = [missing(learnedAt), made(deadline)];
  it.each([
    ['a bounce', [bounced(deadline)], 'report-bounced'],
    ['a refusal', [refused(deadline)], 'report-refused'],
    ['corrections to both sides of the deadline', [corrected(deadline, 'recipient-record', now), corrected(now, 'recipient-record', now)], 'report-corrected'],
  ])('open it again after %s', (_, more, reason) =>
    given(...after(...first)).when(settled(...first, ...more)).then({ type: 'DutyReopened', data: { dutyId: 'd1', youthId: YOUTH, reason } } as DutyEvent));
  it('meet it late once the instant is corrected', () =>
    expect(settled(...first, corrected(now, 'recipient-record', now))(given(...after(...first)).state()))
      .toMatchObject([{ type: 'DutyMet', data: { metAt: now, onTime: false } }]));
  it('void it when the episode was recorded in error', () =>
    expect(types(settled(...first, fact('EpisodeRecordedInError', { episodeId: EPISODE, youthId: YOUTH, reason: 'wrong-youth' }, { occurredAt: now }))(
      given(...after(...first)).state()))).toEqual(['DutyVoided']));
});

it('settling again changes nothing, in whatever order the facts came', () => {
  const at = fc.integer({ min: -10, max: 60 }).map(hours => plusMilliseconds(learnedAt, hours * 3_600_000));
  const reportId = fc.constantFrom('r1', 'r2');
  const any = fc.oneof(
    fc.tuple(at, reportId).map(([madeAt, id]) => made(madeAt, { reportId: id })), fc.tuple(at, reportId).map(([t, id]) => bounced(t, { reportId: id })),
    fc.tuple(at, reportId).map(([t, id]) => refused(t, { reportId: id })), at.map(t => corrected(t, 'recipient-record', now)));
  fc.assert(fc.property(fc.array(any, { maxLength: 8 }), reports => {
    const steps = reports.map((_, count) => [missing(learnedAt), ...reports.slice(0, count + 1)]);
    const past = steps.reduce<DutyEvent[]>((events, facts) => [...events, ...settled(...facts)(events.reduce(duties.evolve, duties.initial))], []);
    addsNothingTwice(duties, past, settle('d1', assessAll([rule], [missing(learnedAt), ...reports])[0]!), now);
  }));
});
