import { EPISODE_FACTS } from '#contracts';
import { instant, plusHours } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { assessed, assessments, isAwaited } from './assessment.js';
import { FACT_TYPES, type Fact } from './fact.js';
import { EPISODE, fact, made, missing, YOUTH } from './spec-kit.js';

const { given } = specFor(assessments);
const learnedAt = instant('2026-03-02T15:00:00Z');
const at = (hours: number) => plusHours(learnedAt, hours);
const located = fact('ChildLocated', { episodeId: EPISODE, youthId: YOUTH, locatedAt: at(5), circumstance: 'other' }, { occurredAt: at(5) });
const called = fact('CommunicationHeld', { episodeId: EPISODE, youthId: YOUTH, with: 'police', heldAt: at(6) }, { occurredAt: at(6) });
const mergedWith = (episodeId: string, mergedEpisodeId: string) =>
  fact('EpisodesMerged', { episodeId, youthId: YOUTH, mergedEpisodeId, sameObligor: false }, { occurredAt: at(4) });
const other = (each: Fact): Fact => ({ ...each, recordedWith: 'another' });

it('every fact of an episode is one that duties are judged by', () => expect(EPISODE_FACTS.filter(type => !FACT_TYPES.includes(type))).toEqual([]));

describe('that a fact is assessed', () => {
  it.each<[string, readonly Fact[], Fact, boolean]>([
    ['is awaited once the child was located', [missing(learnedAt), located], located, true],
    ['and of all that comes after', [missing(learnedAt), located, called], called, true],
    ['is told by the last of them for all', [missing(learnedAt), located, called], located, false],
    ['is told whatever police do afterwards', [missing(learnedAt), located, made(at(7))], located, true],
    ['is of no interest while the child is missing', [missing(learnedAt), made(at(1))], missing(learnedAt), false],
    ['is awaited where the ledger does not hold it yet', [missing(learnedAt)], located, true],
    ['is awaited where the child may be located by another record of the absence', [missing(learnedAt), mergedWith(EPISODE, 'another')], mergedWith(EPISODE, 'another'), true],
    ['also in that other record', [mergedWith('another', EPISODE), called], called, true],
    ['is told by each record for itself', [missing(learnedAt), mergedWith(EPISODE, 'another'), other(located)], mergedWith(EPISODE, 'another'), true],
  ])('%s', (_, facts, { eventId }, awaited) => expect(isAwaited(facts, eventId)).toBe(awaited));
});

describe('the duties of a youth', () => {
  const told = { youthId: YOUTH, episodeId: EPISODE, factId: 'f1' };
  it('are told to be assessed', () => given().when(s => assessed(told)(s, learnedAt)).then({ type: 'DutiesAssessed', data: told }));
  it('of the next fact too', () => given({ type: 'DutiesAssessed', data: told }).when(s => assessed({ ...told, factId: 'f2' })(s, learnedAt)).then({ type: 'DutiesAssessed', data: { ...told, factId: 'f2' } }));
  it('once', () => addsNothingTwice(assessments, [], assessed(told), learnedAt));
});
