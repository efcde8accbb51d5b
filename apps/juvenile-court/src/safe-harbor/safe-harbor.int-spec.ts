import { randomUUID } from 'node:crypto';
import { plusHours } from '#kernel';
import { ProjectionReader } from '#projections';
import { startService, type TestService } from '#testing';
import { caseworker, clerk, docketed } from '../../test/court.js';
import { publish } from '../../test/published.js';
import { CourtRecords } from '../records/index.js';
import { loadCourtRules, RuleBook, SHIPPED } from '../rules/index.js';
import { juvenileCourt } from '../service.js';
import { PlaceChecks } from './place-checks.js';

const KY = { agency: 'KY-circuit-5', county: 'KY county 5' };
const [kyClerk, kyJudge, kyWorker] = [{ role: 'clerk', ...KY }, { role: 'judge', ...KY }, { role: 'caseworker', agency: 'US-KY', county: KY.county }];

let service: TestService;
beforeAll(async () => {
  process.env.COURT_RULE_EXAMPLES = 'allowed'; // an invented court for MO county 5
  service = await startService(juvenileCourt);
});
afterAll(async () => {
  delete process.env.COURT_RULE_EXAMPLES;
  await service?.stop();
});

const determined = (youthId: string, outcome: string, place: object = { agency: 'US-KY', state: 'KY', county: KY.county }, determinationId = randomUUID()) =>
  publish(service, 'childWelfare.determination', {
    type: 'DeterminationMade',
    data: {
      determinationId, youthId, ...place, coverage: 'placed', outcome, trafficking: 'sex', determinedBy: 'agency', receivedAt: service.clock.now(), ageBand: 'under-18',
    },
  });
const recovered = (youthId: string, arrested: boolean) => publish(service, 'lawEnforcement.recovery', {
  type: 'ChildRecovered',
  data: { recoveryId: randomUUID(), episodeId: randomUUID(), youthId, agency: 'US-KY', recoveredAt: plusHours(service.clock.now(), -2), releasedTo: 'detention', arrested },
});
type Shown = { youthId: string; checkId: string; trigger: string; standing: string; status: string; court: string | null };
const checksOf = async (youthId: string, as: Parameters<TestService['get']>[0], position: string) => {
  await new ProjectionReader(service.open).caughtUp('safe-harbor-checks', BigInt(position), 20_000);
  let last = 0n;
  for await (const { event } of service.open.client.readAll()) last = event!.position!.commit;
  const { body } = await service.get(as, '/safe-harbor-checks?limit=100', { 'min-position': String(last) });
  return (body.items as Shown[]).filter(each => each.youthId === youthId);
};

it.each([['identified-victim', 'identified'], ['at-risk', 'suspected']])('opens for an arrest of a child %s, whichever is known first', async (outcome, standing) => {
  const [one, other] = [randomUUID(), randomUUID()];
  await determined(one, outcome);
  await recovered(one, true);
  await recovered(other, true);
  const position = await determined(other, outcome);
  for (const youthId of [one, other]) expect(await checksOf(youthId, kyWorker, position)).toMatchObject([{ trigger: 'arrest', standing, status: 'open', court: null }]);
});

it('opens none without an arrest, nor for a child nobody takes for a victim', async () => {
  const [met, cleared] = [randomUUID(), randomUUID()];
  await determined(met, 'identified-victim');
  await recovered(met, false);
  await determined(cleared, 'not-indicated');
  const position = await recovered(cleared, true);
  expect([await checksOf(met, kyWorker, position), await checksOf(cleared, kyWorker, position)]).toEqual([[], []]);
});

it('opens for a charge too, in the court that it is brought before', async () => {
  const youthId = randomUUID();
  const caseId = await docketed(service, { filingType: 'delinquency', youthId, court: KY.agency, county: KY.county }, kyClerk, kyClerk);
  const position = await determined(youthId, 'identified-victim');
  const [check] = await checksOf(youthId, kyClerk, position);
  expect(check).toMatchObject({ trigger: 'charge', caseId, court: KY.agency, status: 'open' });

  const path = `/safe-harbor-checks/${check!.checkId}`;
  const listed = await service.get(kyClerk, `${path}/provisions?allegation=prostitution`);
  expect(listed.body.items).toMatchObject([
    { id: 'KY-529.120', mayApply: true, toJudge: ['nexus-not-known'], parameters: { model: { value: 'immunity-with-referral', sure: 'summary' } } },
    { id: 'KY-15A.068', mayApply: true }, { id: 'KY-630.125', mayApply: false, against: ['offense-not-covered'] },
  ]);
  const seen = await service.get(kyJudge, path);
  const ruling = {
    decidedBy: 'court', officer: 'Judge Synthetic Example', decidedAt: service.clock.now(), allegation: 'prostitution',
    outcomes: ['referred-to-services', 'immunity-granted'], provisions: ['KY-529.120'],
  };
  const decide = (over: object, etag = seen.headers.etag!) => service.post(kyJudge, `${path}/decision`, { ...ruling, ...over }, { 'if-match': etag });
  expect((await decide({ provisions: ['KY-630.125'] })).body.code).toBe('provision-does-not-apply');
  expect((await decide({ provisions: ['KY-15A.068'] })).body.code).toBe('immunity-without-provision');
  expect((await decide({ provisions: ['OH-2152.021'] })).body.code).toBe('unknown-provision');
  const decided = await decide({});
  expect(decided.status).toBe(200);
  const after = await service.get(kyClerk, path, { 'min-position': decided.headers.position! });
  expect(after.body).toMatchObject({ status: 'decided', outcomes: ['immunity-granted', 'referred-to-services'], decidedBy: 'court', officer: 'Judge Synthetic Example' });
  expect((await service.get(kyClerk, '/safe-harbor-checks?outcome=immunity-granted')).body.total).toBe(1);
  expect((await service.get(kyWorker, `/safe-harbor-checks/report?county=${encodeURIComponent(KY.county)}`)).body)
    .toMatchObject({ decided: 1, byOutcome: { 'immunity-granted': 1, 'referred-to-services': 1, adjudicated: 0 } });
});

it('is of the law of the court that hears the charge, whichever state determined the child', async () => {
  const youthId = randomUUID();
  await docketed(service, { filingType: 'delinquency', youthId, court: KY.agency, county: KY.county }, kyClerk, kyClerk);
  const [check] = await checksOf(youthId, kyClerk, await determined(youthId, 'identified-victim', { agency: 'US-MO', state: 'MO', county: 'MO county 5' }));
  expect(check).toMatchObject({ trigger: 'charge', court: KY.agency, state: 'KY' });
  const { body } = await service.get(kyJudge, `/safe-harbor-checks/${check!.checkId}/provisions?allegation=prostitution`);
  expect(body.items.map(({ id }: { id: string }) => id)).toContain('KY-529.120');
});

it('is refused in a state whose law nobody configured, naming what is missing', async () => {
  const youthId = randomUUID();
  await determined(youthId, 'identified-victim', { agency: 'US-MO', state: 'MO', county: 'MO county 5' });
  const [check] = await checksOf(youthId, clerk, await recovered(youthId, true));
  expect(check).toMatchObject({ court: 'MO-circuit-5' });
  const path = `/safe-harbor-checks/${check!.checkId}`;
  const refused = await service.get(caseworker, `${path}/provisions`);
  expect([refused.status, refused.body.code, refused.body.errors.map((error: { pointer: string }) => error.pointer)])
    .toEqual([409, 'state-not-configured', ['/model', '/ageLimit', '/offenses', '/nexus', '/referral']]);
  const seen = await service.get(clerk, path);
  const ruling = { decidedBy: 'court', officer: 'Judge Synthetic', decidedAt: service.clock.now(), outcomes: ['immunity-granted'], provisions: [] };
  expect((await service.post(clerk, `${path}/decision`, ruling, { 'if-match': seen.headers.etag! })).body.code).toBe('state-not-configured');
});

it('is void when the determination is withdrawn', async () => {
  const [youthId, determinationId] = [randomUUID(), randomUUID()];
  await determined(youthId, 'identified-victim', undefined, determinationId);
  expect(await checksOf(youthId, kyWorker, await recovered(youthId, true))).toMatchObject([{ status: 'open' }]);
  const position = await publish(service, 'childWelfare.determination', { type: 'DeterminationWithdrawn', data: { determinationId, youthId, reason: 'not-supported' } });
  expect(await checksOf(youthId, kyWorker, position)).toMatchObject([{ status: 'void' }]);
});

it('follows what is known of the child: identified after all, and younger than was thought', async () => {
  const [youthId, determinationId] = [randomUUID(), randomUUID()];
  const place = { coverage: 'placed', agency: 'US-KY', state: 'KY', county: KY.county };
  await docketed(service, { filingType: 'delinquency', youthId, court: KY.agency, county: KY.county }, kyClerk, kyClerk);
  await determined(youthId, 'at-risk');
  const made = await publish(service, 'childWelfare.determination', { type: 'DeterminationMade', data: {
    determinationId, youthId, ...place, outcome: 'identified-victim', trafficking: 'sex', determinedBy: 'agency', receivedAt: service.clock.now(), ageBand: '18-to-20',
  } });
  const [check] = await checksOf(youthId, kyClerk, made);
  expect(check).toMatchObject({ standing: 'identified', ageBand: '18-to-20', status: 'open' });
  const path = `/safe-harbor-checks/${check!.checkId}`;
  const decide = async (over: object = {}) => service.post(kyJudge, `${path}/decision`, {
    decidedBy: 'court', officer: 'Judge Synthetic', decidedAt: service.clock.now(), allegation: 'prostitution', outcomes: ['immunity-granted'], provisions: ['KY-529.120'], ...over,
  }, { 'if-match': (await service.get(kyJudge, path)).headers.etag! });
  expect((await decide()).body.code).toBe('provision-does-not-apply');
  await decide({ outcomes: ['adjudicated'], provisions: [] });
  const corrected = await publish(service, 'childWelfare.determination', { type: 'DeterminationCorrected', data: {
    determinationId, youthId, ...place, ageBand: 'under-18', receivedAt: service.clock.now(), cause: 'birth-date',
  } });
  expect(await checksOf(youthId, kyClerk, corrected)).toMatchObject([{ ageBand: 'under-18', status: 'decided', outcomes: ['adjudicated'] }]);
  expect((await decide()).status).toBe(200);
});

it('waits for a court where none is named, and is that court\'s to decide once one is', async () => {
  const youthId = randomUUID();
  await determined(youthId, 'identified-victim');
  const [check] = await checksOf(youthId, kyWorker, await recovered(youthId, true));
  const path = `/safe-harbor-checks/${check!.checkId}`;
  expect((await service.get(kyJudge, path)).body.code).toBe('unknown-check');
  const records = new CourtRecords(new ProjectionReader(service.open), service.open.client);
  const shipped = loadCourtRules([SHIPPED], { examples: false });
  const named = new RuleBook({ ...shipped, courts: [{ court: KY.agency, state: 'KY', county: KY.county, calendar: null, dockets: [] }] });
  await new PlaceChecks(service.open.store, records, named).place();
  expect(await checksOf(youthId, kyJudge, '0')).toMatchObject([{ court: KY.agency, status: 'open' }]);
  expect(await checksOf(youthId, { ...kyJudge, agency: 'KY-circuit-1' }, '0')).toEqual([]);
  const ruling = { decidedBy: 'court', officer: 'Judge Synthetic', decidedAt: service.clock.now(), outcomes: ['referred-to-services'], provisions: [] };
  const answer = await service.post(kyJudge, `${path}/decision`, ruling, { 'if-match': (await service.get(kyJudge, path)).headers.etag! });
  expect(answer.status).toBe(200);
});
