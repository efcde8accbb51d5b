import { plusHours, type Instant } from '#kernel';
import { startService, type TestService } from '#testing';
import { childWelfare } from '../service.js';
import { exchangeWith, token, type Exchanging } from './spec-kit.js';

let service: TestService;
let at: Exchanging;
let now: Instant;
let learnedAt: Instant;
let say: Exchanging['say'];
let known: Exchanging['known'];
beforeAll(async () => {
  service = await startService(childWelfare);
  at = await exchangeWith(service);
  ({ now, learnedAt, say, known } = at);
});
afterAll(async () => {
  await at?.stop();
  await service?.stop();
});

describe('a message of each type', () => {
  it('registers a youth under the token', async () => {
    const child = token();
    const handled = await at.tell(say.registered(child, { claims: { name: say.claim('Example Person'), tribalMembership: say.claim({ membership: 'yes', tribes: ['101'] }) } }));
    const [youth] = handled.produced;
    expect(handled.produced).toEqual([{ kind: 'youth', id: youth!.id, position: expect.stringMatching(/^\d+$/) }]);
    expect((await at.read(`/youths/${youth!.id}`, handled)).body).toMatchObject({
      agency: 'US-MO', state: 'MO', county: 'MO county 5', coverage: [{ coverage: 'placed', from: null }],
      identifiers: [{ identifier: child, source: 'partner-message', confidence: 'confirmed' }],
      claims: [{ kind: 'name', value: 'Example Person' }, { kind: 'tribal-membership', value: { membership: 'yes', tribes: ['101'] } }],
    });
  });

  it('corrects what is said of the youth, all of it or nothing', async () => {
    const { child, youthId } = await known();
    const handled = await at.tell(say.corrected(child, { claims: { name: say.claim('Example Other'), sex: say.claim('female') }, coverage: { basis: 'extended-care', from: learnedAt } }));
    const { body } = await at.read(`/youths/${youthId}`, handled);
    expect(body).toMatchObject({ coverage: [{ coverage: 'placed' }, { coverage: 'extended-care', from: learnedAt }] });
    expect(body.claims).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'name', value: 'Example Other' }), expect.objectContaining({ kind: 'sex', value: 'female' })]));
    expect(await at.refusal(say.corrected(child, { claims: { name: say.claim('Example Third') }, coverage: { basis: 'none', from: plusHours(now, 1) } })))
      .toEqual(['from-in-the-future', '/data/coverage/from']);
    expect((await at.read(`/youths/${youthId}`, handled)).body).toEqual(body);
  });

  it('receives a concern', async () => {
    const { child, youthId } = await known();
    const handled = await at.tell(say.concern(child, { reporter: { name: 'Reporter Example' } }));
    expect(handled.produced).toMatchObject([{ kind: 'concern' }]);
    expect((await at.read(`/concerns/${handled.produced[0]!.id}`, handled)).body).toMatchObject({ youthId, agency: 'US-MO', receivedAt: learnedAt, trafficking: 'sex' });
  });

  it('reports a child missing, and located', async () => {
    const { child, youthId } = await known();
    const reported = await at.tell(say.missing(child, { lastSeenAt: plusHours(learnedAt, -1), lastSeenPlace: 'Bus stop at 100 Example Street' }));
    const [episode] = reported.produced;
    expect(episode).toMatchObject({ kind: 'missing-episode', ref: 'ep-1' });
    expect((await at.read(`/missing-episodes/${episode!.id}`, reported)).body).toMatchObject({
      youthId, status: 'missing', agency: 'US-MO', state: 'MO', county: 'MO county 5', ageBand: 'under-18', learnedAt, lastSeenPlace: 'Bus stop at 100 Example Street',
    });
    const found = await at.tell(say.located(child, { learnedAt: now }));
    expect(found.produced).toMatchObject([{ kind: 'missing-episode', id: episode!.id, ref: 'ep-1' }]);
    expect((await at.read(`/missing-episodes/${episode!.id}`, found)).body).toMatchObject({ status: 'located', locatedAt: now, locatedLearnedAt: now, circumstance: 'with-family' });
  });

  it('changes the placement together with county and basis, and a reviewer sees it', async () => {
    const { child, youthId } = await known();
    const home = { setting: 'foster-family-home', fosterHomeTypes: ['kin', 'licensed'], county: 'MO county 6' };
    const handled = await at.tell(say.moved(child, home));
    expect(handled.produced).toMatchObject([{ kind: 'placement', id: youthId }]);
    const placement = { setting: 'foster-family-home', fosterHomeTypes: ['licensed', 'kin'], since: learnedAt };
    expect((await at.read(`/youths/${youthId}`, handled)).body).toMatchObject({
      county: 'MO county 6', placements: [{ ...placement, county: 'MO county 6' }], coverage: [{ coverage: 'placed' }, { coverage: 'supervised-at-home', from: learnedAt }],
    });
    const reported = await at.tell(say.missing(child));
    const episode = await at.read(`/missing-episodes/${reported.produced[0]!.id}`, reported);
    expect(episode.body).toMatchObject({ county: 'MO county 6', coverage: 'supervised-at-home' });
    const review = await at.read(`/missing-episodes/${reported.produced[0]!.id}/review`, reported);
    expect(review.body.placement).toEqual({
      answer: { placements: [{ event: 'PlacementChanged', ...placement }] },
      sources: [{ event: 'PlacementChanged', occurredAt: learnedAt, recordedAt: now }],
    });
  });

  it('takes a report that the state made itself, sealed under what agencies share', async () => {
    const { child } = await known();
    const reported = await at.tell(say.missing(child));
    const receipt = { caseNumber: 'ZQ-4471-SYNTH' };
    const first = await at.tell(say.made(child));
    const second = await at.tell(say.made(child, { receipt, acknowledgedAt: now }));
    expect([first, second].map(({ produced }) => produced[0])).toMatchObject([{ kind: 'report', id: second.produced[0]!.id }, { kind: 'report' }]);
    const stored = [];
    for await (const { event } of service.open.client.readStream(`childWelfare.missingEpisode-${reported.produced[0]!.id}`)) stored.push(event!);
    expect(stored.map(({ type }) => type)).toEqual(['ChildReportedMissing', 'StateReportReceived', 'StateReportReceived']);
    const { data } = stored[2]! as unknown as { data: { receipt: { sealed: string } } };
    expect(data).toMatchObject({ reportId: second.produced[0]!.id, agency: 'US-MO', madeAt: learnedAt, acknowledgedAt: now });
    expect(await service.open.keyRing.openWithin([], [data.receipt])).toEqual([{ clear: receipt }]);
  });
});
