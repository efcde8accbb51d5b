import { startService, type TestService } from '#testing';
import { childWelfare } from '../service.js';
import { courseIn, supervisor } from './course-spec-kit.js';

let service: TestService;
let youthId: string;
const course = courseIn(() => service);
const { at, newYouth, reported, done, located, toReturn, interview, afterInterview, close, closeNow, duty, assessed, opened, namesOf, waived } = course;

beforeAll(async () => {
  service = await startService(childWelfare);
});
afterAll(() => service?.stop());
beforeEach(async () => {
  youthId = await newYouth();
});

describe('what authority excused', () => {
  it('stays excused when the duty is void for a while', async () => {
    const id = await reported(youthId);
    await toReturn(id);
    await interview(id);
    await afterInterview(id, youthId);
    const opening = opened(youthId, id);
    await duty(opening);
    await duty(waived(opening));
    const { dutyId } = opening.data;
    await duty({ type: 'DutyVoided', data: { dutyId, youthId, reason: 'age:18-to-20' } });
    const { clockStart, deadline } = opening.data;
    await duty({ type: 'DutyReinstated', data: { ...namesOf(opening), clockStart, deadline, cause: 'birth-date' } });
    const { status, body } = await close(id);
    expect([status, body.errors]).toEqual([200, undefined]);
  });

  it('need not be done: a return interview that was waived', async () => {
    const id = await reported(youthId);
    await toReturn(id);
    await afterInterview(id, youthId);
    const opening = opened(youthId, id, { ruleId: 'US-return-interview', recipient: null, deadline: null });
    await duty(opening);
    expect((await close(id)).body.errors).toHaveLength(2); // the step, and its duty
    await duty(waived(opening));
    const { status, body } = await close(id);
    expect([status, body.errors]).toEqual([200, undefined]);
  });
});

it('counts what was recorded with an episode that was merged into it', async () => {
  const other = await reported(youthId);
  await toReturn(other);
  await interview(other);
  await afterInterview(other, youthId);
  const id = await reported(youthId);
  expect((await close(id)).body.code).toBe('not-located');
  await done(id, 'merges', { mergedEpisodeId: other }, supervisor);
  const { status, body } = await close(id);
  expect([status, body.errors]).toEqual([200, undefined]);
});

describe('until compliance has assessed what is recorded', () => {
  it('no episode is closed, though nothing is owed as far as is known', async () => {
    const id = await reported(youthId);
    await located(id);
    const early = await closeNow(id, {}, 'aged-out');
    expect([early.status, early.body.code]).toEqual([409, 'duties-not-yet-known']);
    const seen = await assessed(id);
    await done(id, 'communications', { with: 'police', heldAt: at(-3) });
    expect((await closeNow(id, seen, 'aged-out')).body.code).toBe('duties-not-yet-known'); // of what came since it has said nothing
    await done(id, 'locate-attempts', { madeAt: at(-30), contacted: 'school', result: 'no-contact' }); // no duty hangs on that
    expect((await close(id, 'aged-out')).status).toBe(200);
  });
  it('not by what it knows of another record of the absence', async () => {
    const [id, other] = [await reported(youthId), await reported(youthId)];
    await located(other);
    await done(id, 'merges', { mergedEpisodeId: other }, supervisor);
    const seen = await assessed(id);
    await done(other, 'communications', { with: 'police', heldAt: at(-3) });
    expect((await closeNow(id, seen, 'aged-out')).body.code).toBe('duties-not-yet-known');
    expect((await closeNow(id, await assessed(other), 'aged-out')).status).toBe(200);
  });
});
