import { personal, plusMilliseconds } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { missingEpisodes, type MissingEpisode, type MissingEpisodeEvent } from './missing-episode.js';
import {
  arrangeServices, determineFactors, holdReturnInterview, interviewAnswers, respondToFactors, returnChild, screenOnReturn,
} from './return.js';
import { allDone, back, closed, factors, ids, interviewed, located, locatedAt, missing, now, returned, returnedAt } from './spec-kit.js';

const { given } = specFor<MissingEpisode, MissingEpisodeEvent>(missingEpisodes);
const later = plusMilliseconds(now, 1);
const early = plusMilliseconds(returnedAt, -1);
const interview = { interviewId: 'i1', heldAt: returnedAt, outcome: 'held' } as const;
const screening = { screeningId: 's1', youthId: 'y1', completedAt: now };

describe('a return', () => {
  it('is recorded', () => given(missing, located).when(s => returnChild(back)(s, now)).then(returned));
  it('follows the find', () => given(missing).when(s => returnChild(back)(s, now)).thenRejected('returned-before-located'));
  it('may be the moment of the find', () => given(missing, located).when(s => returnChild({ ...back, returnedAt: locatedAt })(s, now))
    .then({ type: 'ChildReturned', data: { ...back, returnedAt: locatedAt }, occurredAt: locatedAt }));
  it('is not a millisecond before the find', () =>
    given(missing, located).when(s => returnChild({ ...back, returnedAt: plusMilliseconds(locatedAt, -1) })(s, now)).thenRejected('returned-before-located'));
  it('does not lie ahead', () => given(missing, located).when(s => returnChild({ ...back, returnedAt: later })(s, now)).thenRejected('returned-in-the-future'));
  it('happens once', () => given(missing, located, returned).when(s => returnChild({ ...back, returnedAt: now })(s, now)).thenRejected('already-returned'));
  it('learns later whether the caregiver is willing', () => given(missing, located, returned).when(s => returnChild({ ...back, caregiverWilling: 'no' })(s, now))
    .then({ type: 'ChildReturned', data: { ...back, caregiverWilling: 'no' }, occurredAt: returnedAt }));
});

describe('a return interview', () => {
  const held: MissingEpisodeEvent = { type: 'ReturnInterviewHeld', data: { ...interview, ...ids }, occurredAt: returnedAt };
  const answers = { 'Where did you sleep?': 'At a friend\'s' };
  it('keeps the answers apart, as personal data', () => given(missing, located, returned).when(s => holdReturnInterview({ ...interview, answers })(s, now))
    .then(held, { type: 'ReturnInterviewAnswered', data: { ...ids, interviewId: 'i1', answers: personal(answers) }, occurredAt: returnedAt }));
  it('may be declined, or the child not ready', () =>
    given(missing, located, returned).when(s => holdReturnInterview({ ...interview, outcome: 'declined-or-not-ready' })(s, now)).then(interviewed));
  it('brings no answers when it was not held', () => given(missing, located, returned)
    .when(s => holdReturnInterview({ ...interview, outcome: 'declined-or-not-ready', answers })(s, now)).thenRejected('answers-without-interview'));
  it.each([['no return', [missing, located], returnedAt], ['an earlier time', [missing, located, returned], early]] as const)('is refused with %s', (_what, past, heldAt) =>
    given(...past).when(s => holdReturnInterview({ ...interview, heldAt })(s, now)).thenRejected('interview-before-return'));
  it('does not lie ahead', () => given(missing, located, returned).when(s => holdReturnInterview({ ...interview, heldAt: later })(s, now)).thenRejected('interview-in-the-future'));
  it.each([[{}], [{ ' ': 'x' }], [{ question: 1 }], [{ question: 'x'.repeat(4001) }]])('answers are texts: %#', told =>
    expect(() => interviewAnswers(told)).toThrow(expect.objectContaining({ code: 'answers-malformed' })));
});

describe('a screening on return', () => {
  it('is of this youth', () => given(missing, located, returned).when(s => screenOnReturn({ ...screening, youthId: 'y2' })(s, now)).thenRejected('not-the-same-youth'));
  it('comes after the return', () =>
    given(missing, located, returned).when(s => screenOnReturn({ ...screening, completedAt: early })(s, now)).thenRejected('screened-before-return'));
});

describe('what is changed for the child', () => {
  it('answers factors', () => given(missing, located, returned)
    .when(s => respondToFactors({ respondedAt: now, placement: 'current', responses: ['safety-plan'] })(s, now)).thenRejected('response-before-factors'));
  it('may be services, or none wanted, not both', () => given(missing, located, returned)
    .when(s => arrangeServices({ arrangedAt: now, services: ['legal', 'none-wanted'] })(s, now)).thenRejected('none-wanted-stands-alone'));
  it.each([
    ['factors', determineFactors({ determinedAt: later, factors: ['school'] }), 'factors-in-the-future'],
    ['response', respondToFactors({ respondedAt: later, placement: 'current', responses: ['safety-plan'] }), 'response-in-the-future'],
    ['services', arrangeServices({ arrangedAt: later, services: ['legal'] }), 'services-in-the-future'],
  ])('the %s do not lie ahead', (_what, decision, code) => given(missing, located, returned, factors).when(s => decision(s, now)).thenRejected(code));
  it('waits for a correction once the episode is closed', () =>
    given(...allDone, closed).when(s => determineFactors({ determinedAt: later, factors: ['school'] })(s, later)).thenRejected('episode-closed'));
});

it.each([
  ['returnChild', [missing, located], returnChild(back)],
  ['holdReturnInterview', [missing, located, returned], holdReturnInterview({ ...interview, answers: { question: 'answer' } })],
  ['screenOnReturn', [missing, located, returned], screenOnReturn(screening)],
  ['determineFactors', [missing], determineFactors({ determinedAt: now, factors: ['school'] })],
  ['respondToFactors', [missing, located, returned, factors], respondToFactors({ respondedAt: now, placement: 'subsequent', responses: ['safety-plan'] })],
  ['arrangeServices', [missing], arrangeServices({ arrangedAt: now, services: ['none-wanted'] })],
] as const)('%s, decided again, adds nothing', (_name, past, decision) => addsNothingTwice(missingEpisodes, past, decision, now));
