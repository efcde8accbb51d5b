import { instant, personal, plusMilliseconds } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { recordScreening, screenings, type Screening, type ScreeningEvent, type ScreeningToRecord } from './screening.js';
import type { Answers, ScreeningResult, Tool } from './tool.js';

const { given } = specFor<Screening, ScreeningEvent>(screenings);
const now = instant('2026-03-02T15:00:00Z');
const place = { agency: 'US-MO', state: 'MO', county: 'MO county 5' } as const;
const [screeningId, youthId] = ['5b0c5d0e-8d8f-4d55-8d0b-5f6f3f6f1a01', '7c8f0f3e-6a8e-4b5e-9d7b-0a4b1c2d3e4f'];
const definition: Tool = {
  name: 'example', version: '1', description: 'For this spec',
  questions: ['q1', 'q2'].map(id => ({ id, text: id, options: [{ code: 'none', points: 0 }, { code: 'some', points: 1 }, { code: 'much', points: 3 }] })),
  scoring: [{ atLeast: 3, result: 'identified' }, { atLeast: 1, result: 'at-risk' }, { atLeast: 0, result: 'none' }],
};
const tool = { name: 'example', version: '1' };
const answers: Answers = { q1: 'some', q2: 'none' };
const screening: ScreeningToRecord = {
  screeningId, youthId, place, completedAt: now, tool, definition, answers, earlierScreenings: [],
};
const elsewhere: ScreeningToRecord = { ...screening, tool: null, definition: undefined, answers: undefined, result: 'at-risk' };
const record = (changes: Partial<ScreeningToRecord> = {}, base = screening) => (state: Screening) => recordScreening({ ...base, ...changes })(state, now);
type Expected = { overridden?: 'clinical-judgement'; proposed?: ScreeningResult | null; answers?: Answers | null; tool?: typeof tool | null };
const events = (result: ScreeningResult, expected: Expected = {}): ScreeningEvent[] => {
  const { tool: by, answers: given, proposed, overridden } = { tool, answers, proposed: result, overridden: null, ...expected };
  return [
    { type: 'ScreeningCompleted', data: { screeningId, youthId, ...place, completedAt: now, tool: by, result, overridden }, occurredAt: now },
    {
      type: 'ScreeningRecorded', occurredAt: now,
      data: { screeningId, youthId, answers: given ? personal(given) : null, proposed, earlierScreenings: [] },
    },
  ];
};

describe('a screening', () => {
  it('has the result its tool proposes', () => given().when(record()).then(...events('at-risk')));
  it.each<[Answers, ScreeningResult]>([
    [{ q1: 'none', q2: 'none' }, 'none'], [{ q1: 'some', q2: 'none' }, 'at-risk'], [{ q1: 'some', q2: 'some' }, 'at-risk'], [{ q1: 'much', q2: 'none' }, 'identified'],
  ])('%j proposes %s', (given_, result) => given().when(record({ answers: given_ })).then(...events(result, { answers: given_ })));
  it('has the result a person sets, with the reason and what was proposed', () =>
    given().when(record({ override: { result: 'identified', reason: 'clinical-judgement' } }))
      .then(...events('identified', { overridden: 'clinical-judgement', proposed: 'at-risk' })));
  it('recorded elsewhere has its result, and no tool when none was collected', () =>
    given().when(record({}, elsewhere)).then(...events('at-risk', { tool: null, answers: null, proposed: null })));
  it('recorded elsewhere may name a tool we do not have', () =>
    given().when(record({ tool: { name: 'theirs', version: '9' } }, elsewhere))
      .then(...events('at-risk', { tool: { name: 'theirs', version: '9' }, answers: null, proposed: null })));
  it('is recorded once', () => given(...events('at-risk')).when(record()).thenNothing());
  it('twice adds nothing', () => addsNothingTwice(screenings, [], recordScreening(screening), now));
});

describe('a screening is refused', () => {
  it.each<[string, Partial<ScreeningToRecord>, ScreeningToRecord]>([
    ['completed-in-the-future', { completedAt: plusMilliseconds(now, 1) }, screening],
    ['tool-required', { tool: null, definition: undefined }, screening],
    ['unknown-tool', { definition: undefined }, screening],
    ['result-with-answers', { result: 'none' }, screening],
    ['unknown-question', { answers: { ...answers, q3: 'none' } }, screening],
    ['unknown-answer', { answers: { ...answers, q2: 'a lot' } }, screening],
    ['questions-unanswered', { answers: { q1: 'some' } }, screening],
    ['score-without-result', { definition: { ...definition, scoring: [{ atLeast: 9, result: 'identified' }] } }, screening],
    ['result-required', { result: undefined }, elsewhere],
    ['override-without-proposal', { override: { result: 'none', reason: 'new-information' } }, elsewhere],
  ])('as %s', (code, changes, base) => given().when(record(changes, base)).thenRejected(code));
});
