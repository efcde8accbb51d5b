import { instant, personal, plusHours, plusMilliseconds } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { checks, decideCheck, openCheck, placeCheck, voidCheck, type Check, type CheckEvent, type Opening, type Ruling } from './check.js';
import type { Applied } from './provision.js';

const { given } = specFor<Check, CheckEvent>(checks);
const now = instant('2026-03-03T15:00:00Z');
const ids = { checkId: 'k1', youthId: 'y1' };
const published = { ...ids, agency: 'US-KY', state: 'KY', county: 'KY county 30', trigger: 'arrest', triggerId: 'r1', triggeredAt: plusHours(now, -24), standing: 'identified' } as const;
const placed = { caseId: 'k1', court: 'KY-district-30', ageBand: 'under-18', allegation: 'not-recorded' } as const;
const opening: Opening = { ...published, ...placed };
const opened: CheckEvent[] = [
  { type: 'SafeHarborCheckPlaced', data: opening, occurredAt: published.triggeredAt },
  { type: 'SafeHarborCheckOpened', data: published, occurredAt: published.triggeredAt },
];
const provision = (id: string, model: string, mayApply = true) => ({ id, mayApply, parameters: { model: { value: model } } }) as unknown as Applied;
const listed = () => [provision('KY-1', 'immunity-with-referral'), provision('KY-2', 'diversion'), provision('KY-3', 'immunity-with-referral', false)];
const ruling: Ruling = {
  decidedBy: 'court', officer: personal('Made-up Judge'), decidedAt: now, outcomes: ['referred-to-services', 'immunity-granted'], provisions: ['KY-1'],
};
const decided: CheckEvent[] = [
  { type: 'SafeHarborCheckDecided', data: { ...ids, agency: 'US-KY', decidedAt: now, decidedBy: 'court', outcomes: ['immunity-granted', 'referred-to-services'] }, occurredAt: now },
  { type: 'SafeHarborDecisionGrounded', data: { ...ids, caseId: 'k1', provisions: ['KY-1'], officer: personal('Made-up Judge') }, occurredAt: now },
];
const voided: CheckEvent = { type: 'SafeHarborCheckVoided', data: { ...ids, agency: 'US-KY', voidedAt: now, reason: 'determination-withdrawn' } };
const decide = (over: Partial<Ruling> = {}) => decideCheck({ ...ruling, ...over }, listed);

describe('a safe-harbor check', () => {
  it('is opened once, and again after it was void', () => {
    given().when(s => openCheck(opening)(s, now)).then(...opened);
    given(...opened, ...decided).when(s => openCheck(opening)(s, now)).thenNothing();
    given(...opened, voided).when(s => openCheck(opening)(s, now)).then(...opened);
  });
  it('says anew what proved otherwise, and leaves the decision', () => {
    for (const news of [{ ageBand: '18-to-20' }, { standing: 'suspected' }, { court: null, state: 'MO', county: 'MO county 5' }] as const) {
      const again: CheckEvent = { type: 'SafeHarborCheckPlaced', data: { ...opening, ...news }, occurredAt: published.triggeredAt };
      for (const past of [opened, [...opened, ...decided]]) {
        given(...past).when(s => openCheck({ ...opening, ...news })(s, now)).then(again);
        addsNothingTwice(checks, past, openCheck({ ...opening, ...news }), now);
      }
      expect(given(...opened, ...decided, again).state()).toMatchObject({ ...news, status: 'decided', ruling: { decidedBy: 'court' } });
    }
    given(...opened).when(s => openCheck({ ...opening, agency: 'US-MO' })(s, now)).thenNothing(); // published, it stays as it was
  });
  it('goes to the court that is named for its county, once', () => {
    const unplaced: CheckEvent[] = [{ type: 'SafeHarborCheckPlaced', data: { ...opening, court: null }, occurredAt: published.triggeredAt }, opened[1]!];
    given(...unplaced).when(s => placeCheck('KY-district-30')(s, now)).then(opened[0]!);
    addsNothingTwice(checks, unplaced, placeCheck('KY-district-30'), now);
    given(...opened).when(s => placeCheck('KY-district-31')(s, now)).thenNothing();
    given(...unplaced, voided).when(s => placeCheck('KY-district-30')(s, now)).thenNothing();
  });
  it('is void when nobody knows the child as a victim any more, unless it was decided', () => {
    given(...opened).when(s => voidCheck('determination-withdrawn')(s, now)).then(voided);
    given(...opened, ...decided).when(s => voidCheck('determination-withdrawn')(s, now)).thenNothing();
  });
  it('is decided by somebody with authority, on provisions that may apply', () => given(...opened).when(s => decide()(s, now)).then(...decided));
  it('is decided anew by another outcome, authority, officer, time or provision, the outcomes being a set', () => {
    given(...opened, ...decided).when(s => decide({ outcomes: ['immunity-granted', 'referred-to-services'] })(s, now)).thenNothing();
    for (const anew of [
      { outcomes: ['diverted'], provisions: ['KY-2'] }, { decidedBy: 'prosecutor' }, { officer: personal('Another Judge') }, { provisions: ['KY-1', 'KY-2'] },
      { decidedAt: plusHours(now, -1) },
    ] as const) {
      const [first, second] = decide(anew)(given(...opened, ...decided).state(), now);
      expect({ ...first!.data, ...second!.data }).toMatchObject(anew);
    }
  });
  it.each<[string, Partial<Ruling>, string]>([
    ['on a provision the state does not have', { provisions: ['MO-1'] }, 'unknown-provision'],
    ['on a provision that does not cover the child', { provisions: ['KY-3'] }, 'provision-does-not-apply'],
    ['with immunity that nothing grants', { provisions: ['KY-2'] }, 'immunity-without-provision'],
    ['in the future', { decidedAt: plusMilliseconds(now, 1) }, 'decided-in-the-future'],
    ['before the arrest', { decidedAt: plusMilliseconds(published.triggeredAt, -1) }, 'decided-before-trigger'],
  ])('is not decided %s', (_, over, code) => given(...opened).when(s => decide(over)(s, now)).thenRejected(code));
  it('is not decided when void or unknown', () => {
    given(...opened, voided).when(s => decide()(s, now)).thenRejected('check-void');
    given().when(s => decide()(s, now)).thenRejected('unknown-check');
  });
  it('adds nothing twice', () => {
    addsNothingTwice(checks, [], openCheck(opening), now);
    addsNothingTwice(checks, opened, decide(), now);
    addsNothingTwice(checks, opened, voidCheck('determination-withdrawn'), now);
  });
});
