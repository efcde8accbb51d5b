import { randomUUID } from 'node:crypto';
import { plusHours, type Instant } from '#kernel';
import { startService, type TestService } from '#testing';
import { childWelfare } from '../service.js';
import { claimIdentifierFor, youthIdentifiers } from '../youth/domain/identifier.js';
import { KeyedNames } from '../youth/index.js';
import { exchangeWith, supervisor, token, type Exchanging, type Sent } from './spec-kit.js';

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

describe('a message is refused with its place', () => {
  it.each(['youth-corrected', 'concern-received', 'missing-reported', 'child-located', 'placement-changed', 'report-made'])(
    '%s of a child nobody registered', async name => {
      const unknown = [say.corrected, say.concern, say.missing, say.located, say.moved, say.made].map(make => make(token())).find(sent => sent.name === name)!;
      expect(await at.refusal(unknown)).toEqual(['unknown-child', '/partitionkey']);
    });

  it('of a child whose registration was cut off after its token was claimed', async () => {
    const [child, id] = [token(), randomUUID()];
    const key = new KeyedNames(service.open.pseudonyms).identifier('US-MO', child);
    const actor = { subject: 's', role: 'partner-system', agency: 'US-MO', county: null };
    await service.open.store.decide(youthIdentifiers, key, claimIdentifierFor({ youthId: id }), { commandId: id, fingerprint: 'f', correlationId: id, actor });
    for (const sent of [say.corrected(child, { claims: { name: say.claim('A') } }), say.concern(child), say.missing(child), say.moved(child)]) {
      expect(await at.refusal(sent)).toEqual(['unknown-child', '/partitionkey']);
    }
  });

  it('that is about an episode nobody reported, or another child\'s', async () => {
    const [{ child }, other] = [await known(), await known()];
    await at.tell(say.missing(other.child));
    expect(await at.refusal(say.located(child))).toEqual(['unknown-episode', '/data/episode']);
    expect(await at.refusal(say.made(child))).toEqual(['unknown-episode', '/data/episode']);
  });

  it('that registers without a county', async () =>
    expect(await at.refusal(say.registered(token(), { county: undefined }))).toEqual(['county-required', '/data/county']));

  it.each<[string, (child: string) => Sent, string]>([
    ['learned-in-the-future', child => say.corrected(child, { claims: { name: say.claim('A'), sex: { ...say.claim('male'), learnedAt: plusHours(now, 1) } } }), '/data/claims/sex/learnedAt'],
    ['not-a-name', child => say.corrected(child, { claims: { name: say.claim('123') } }), '/data/claims/name/value'],
    ['race-codes-exclude-each-other', child => say.corrected(child, { claims: { race: say.claim(['white', 'declined']) } }), '/data/claims/race/value'],
    ['born-in-the-future', child => say.registered(`${child}-new`, { claims: { birthDate: say.claim('2031-01-01') } }), '/data/claims/birthDate/value'],
    ['received-in-the-future', child => say.concern(child, { receivedAt: plusHours(now, 1) }), '/data/receivedAt'],
    ['unknown-indicator', child => say.concern(child, { indicators: [{ group: 'societal', code: 'says-so' }] }), '/data/indicators'],
    ['learned-in-the-future', child => say.missing(child, { episode: 'ep-2', learnedAt: plusHours(now, 1) }), '/data/learnedAt'],
    ['last-seen-after-learned', child => say.missing(child, { episode: 'ep-2', lastSeenAt: now }), '/data/lastSeenAt'],
    ['already-reported', child => say.missing(child, { category: 'abducted' }), '/data/episode'],
    ['located-in-the-future', child => say.located(child, { locatedAt: plusHours(now, 1) }), '/data/locatedAt'],
    ['learned-before-located', child => say.located(child, { learnedAt: plusHours(now, -1) }), '/data/learnedAt'],
    ['placed-in-the-future', child => say.moved(child, { changedAt: plusHours(now, 1) }), '/data/changedAt'],
    ['types-without-foster-home', child => say.moved(child, { fosterHomeTypes: ['kin'] }), '/data/fosterHomeTypes'],
    ['made-in-the-future', child => say.made(child, { madeAt: plusHours(now, 1) }), '/data/madeAt'],
    ['receipt-before-report', child => say.made(child, { receipt: { caseNumber: '1' }, acknowledgedAt: plusHours(learnedAt, -1) }), '/data/acknowledgedAt'],
  ])('%s', async (code, sent, pointer) => {
    const { child } = await known();
    await at.tell(say.missing(child));
    expect(await at.refusal(sent(child))).toEqual([code, pointer]);
  });

  it('that locates a child twice, or of whom the personal data was erased', async () => {
    const { child, youthId } = await known();
    await at.tell(say.missing(child));
    await at.tell(say.located(child));
    expect(await at.refusal(say.located(child, { locatedAt: plusHours(now, -1) }))).toEqual(['already-located', '/data/locatedAt']);
    await service.post({ role: 'compliance-officer', agency: 'US-MO' }, `/youths/${youthId}/erasure`, { authority: 'court-order' });
    for (const again of [say.corrected, say.registered]) {
      expect(await at.refusal(again(child, { claims: { name: say.claim('Example Person Again') } }))).toEqual(['personal-data-erased', '/partitionkey']);
    }
  });

  it('unless it is another agency\'s token of the same text', async () => {
    const { child } = await known();
    const partner = { source: 'urn:example:ky:ccwis', agency: 'US-KY', state: 'KY', county: 'KY county 1' };
    expect(await at.refusal({ ...say.missing(child), partner })).toEqual(['unknown-child', '/partitionkey']);
    const { produced: [youth] } = await at.tell({ ...say.registered(child, { county: undefined }), partner });
    expect((await service.get(supervisor, `/youths/${youth!.id}`, { 'Min-Position': youth!.position! })).body.code).toBe('other-agency');
  });
});

describe('what is told again', () => {
  it('as the same message answers alike and adds nothing, whatever happened since', async () => {
    const child = token();
    const sent = [
      say.registered(child), say.corrected(child, { claims: { name: say.claim('Example Other') } }), say.concern(child),
      say.missing(child), say.made(child), say.moved(child), say.located(child),
    ].map(each => ({ ...each, id: randomUUID() }));
    const first = [];
    for (const each of sent) first.push(await at.tell(each));
    const { length } = await at.log();
    const again = [];
    for (const each of sent) again.push(await at.tell(each));
    expect(again).toEqual(first);
    expect(await at.log()).toHaveLength(length);
  });

  it('as another message adds nothing either, but for a concern', async () => {
    const { child, youthId } = await known();
    const tellAll = async () => {
      const all = [say.registered(child), say.missing(child), say.made(child), say.moved(child), say.located(child)];
      const ids = [];
      for (const each of all) ids.push((await at.tell(each)).produced[0]!.id);
      return ids;
    };
    const first = await tellAll();
    const { length } = await at.log();
    expect(await tellAll()).toEqual(first);
    expect(await at.log()).toHaveLength(length);
    expect(first[0]).toBe(youthId);
  });
});
