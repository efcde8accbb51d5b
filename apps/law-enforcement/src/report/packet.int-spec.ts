import { randomUUID } from 'node:crypto';
import { PAGE_POLICY } from '#html';
import { plusHours, type Instant } from '#kernel';
import { startService, type TestService } from '#testing';
import { lawEnforcement } from '../service.js';
import { missingSince, place, publish } from '../spec-kit.js';

const worker = { role: 'caseworker' };
const hotline = { role: 'hotline-worker' };

let service: TestService;
let now: Instant;
let path: string;
let position: string;
let youthId: string;

beforeAll(async () => {
  service = await startService(lawEnforcement);
  now = service.clock.now();
  youthId = randomUUID();
  const { id: subjectId, at } = await missingSince(service, plusHours(now, -4), { youthId });
  const { body } = await service.post(worker, '/reports', { subjectKind: 'missing-episode', subjectId, recipient: 'police', packet: { photo: true } }, at);
  path = `/reports/${body.id}`;
  await service.post(worker, `${path}/made`, { madeAt: plusHours(now, -3), channel: 'telephone', madeBy: 'agency' });
  await service.post(worker, `${path}/ncic-entry`, { category: 'EME', nicNumber: 'M123456789' });
  const receipt = { acknowledgedAt: now, caseNumber: '<b>GAPD-7</b>', officer: 'A. Officer' };
  position = (await service.post(worker, `${path}/acknowledgements`, receipt)).headers.position!;
});
afterAll(() => service.stop());

const packet = (accept: string, as: { role: string; agency?: string } = worker, of = path) =>
  service.get(as, `${of}/packet`, { 'Accept': accept, 'Min-Position': position });
const audited = async (role: string) =>
  service.open.dataSource.query('select action, outcome from audit_log where role = $1 and resource_id = $2', [role, path.split('/').at(-1)]);

describe('the packet of a report', () => {
  it('is a page to print, without script', async () => {
    const page = await packet('text/html,application/xhtml+xml,*/*;q=0.8');
    expect(page).toMatchObject({ status: 200, type: 'text/html', headers: { 'content-security-policy': PAGE_POLICY, 'vary': 'Accept', 'cache-control': 'no-store', 'etag': '"3"' } });
    expect(page.text).toMatch(/^<!doctype html>/);
    expect(page.text).toContain(youthId);
    expect(page.text).toContain('@media print');
    expect(page.text).toContain('Case number: &lt;b&gt;GAPD-7&lt;/b&gt;; Officer: A. Officer');
    expect(page.text).toContain('NIC number: M123456789');
    expect(page.text).not.toContain('<script');
  });

  it('is JSON for programs', async () => {
    const { status, type, body, headers } = await packet('application/json');
    expect([status, type, headers['content-security-policy']]).toEqual([200, 'application/json', undefined]);
    expect(body).toMatchObject({
      youthId, category: 'left-without-permission', lastSeenAt: plusHours(now, -5), locatedAt: null, recipient: 'police',
      elements: [
        { element: 'photo', atHand: true }, { element: 'physical-description', atHand: false }, { element: 'endangerment-information', atHand: false },
      ],
      ncicSuggestion: { category: 'EME' }, receipts: [{ receipt: { caseNumber: '<b>GAPD-7</b>' } }],
    });
  });

  it('is nothing else', async () => expect(await packet('image/png')).toMatchObject({ status: 406, body: { code: 'not-acceptable' } }));

  it('shows receipts to nobody who may not read them, and writes down who read them', async () => {
    const { body, text } = await packet('application/json', hotline);
    expect(body.receipts).toEqual([{ acknowledgedAt: now, receipt: { withheld: true } }]);
    expect(text).not.toMatch(/GAPD|M123456789|sealed/);
    expect((await packet('text/html', hotline)).text).toContain('not shown to this role');
    expect(await audited('hotline-worker')).toEqual([]);
    await packet('text/html', { role: 'compliance-officer' });
    expect(await audited('compliance-officer')).toEqual([{ action: 'packet:read', outcome: 'personal-data-read' }]);
  });

  it('suggests what is known of an abducted child', async () => {
    const { id: subjectId, at } = await missingSince(service, plusHours(now, -4), { category: 'abducted' });
    const draft = await service.post(worker, '/reports', { subjectKind: 'missing-episode', subjectId, recipient: 'police' }, at);
    const { body } = await service.get(worker, `/reports/${draft.body.id}/packet`, { 'Accept': 'application/json', 'Min-Position': draft.headers.position! });
    expect(body.ncicSuggestion.category).toBe('EMI');
  });

  it('follows a correction of the episode', async () => {
    const { id: subjectId, at } = await missingSince(service, plusHours(now, -4));
    const draft = await service.post(worker, '/reports', { subjectKind: 'missing-episode', subjectId, recipient: 'police' }, at);
    const corrected = await publish(service, 'missingEpisode', subjectId, {
      type: 'EpisodeCorrected',
      data: { episodeId: subjectId, youthId, ...place, ageBand: 'under-18', category: 'abducted', learnedAt: plusHours(now, -4), cause: 'category' },
    });
    const { body } = await service.get(worker, `/reports/${draft.body.id}/packet`, { Accept: 'application/json', ...corrected.at });
    expect(body.category).toBe('abducted');
  });

  it('is another agency\'s to nobody, and no report\'s of an identified victim', async () => {
    expect(await packet('text/html', { ...worker, agency: 'US-KY' })).toMatchObject({ status: 403, body: { code: 'other-agency' } });
    expect(await packet('text/html', worker, `/reports/${randomUUID()}`)).toMatchObject({ status: 404, body: { code: 'unknown-report' } });
    const determinationId = randomUUID();
    const { at } = await publish(service, 'determination', determinationId, {
      type: 'DeterminationMade',
      data: { determinationId, youthId, ...place, outcome: 'identified-victim', trafficking: 'sex', determinedBy: 'agency', receivedAt: now },
    });
    const draft = await service.post(worker, '/reports', { subjectKind: 'determination', subjectId: determinationId, recipient: 'police' }, at);
    const none = await service.get(worker, `/reports/${draft.body.id}/packet`, { 'Min-Position': draft.headers.position! });
    expect(none).toMatchObject({ status: 409, body: { code: 'no-packet' } });
  });
});
