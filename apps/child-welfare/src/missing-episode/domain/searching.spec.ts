import { personal, plusMilliseconds } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { missingEpisodes, type MissingEpisode, type MissingEpisodeEvent } from './missing-episode.js';
import { describePacket } from './reporting.js';
import { fileMotion, giveNotice, holdCommunication, recordLocateAttempt, withholdNotice } from './searching.js';
import { allDone, closed, ids, learnedAt, located, locatedAt, missing, now } from './spec-kit.js';

const { given } = specFor<MissingEpisode, MissingEpisodeEvent>(missingEpisodes);
const later = plusMilliseconds(now, 1);
const notice = { noticeId: 'n1', about: 'missing', to: 'attorney', channel: 'telephone', givenAt: now } as const;
const withheld = { noticeId: 'n2', about: 'missing', to: 'parents', withheldAt: now, authority: 'Order of the juvenile court' } as const;

describe('the packet', () => {
  const described = (elements: object): MissingEpisodeEvent => ({ type: 'PacketDescribed', data: { ...ids, elements } });
  it('keeps each element as personal data', () =>
    given(missing).when(s => describePacket({ photo: 'ref-1', height: '165 cm' })(s, now)).then(described({ photo: personal('ref-1'), height: personal('165 cm') })));
  it('takes what is new or put right, and nothing else', () => given(missing, described({ photo: personal('ref-1'), height: personal('165 cm') }))
    .when(s => describePacket({ photo: 'ref-1', height: '170 cm' })(s, now)).then(described({ height: personal('170 cm') })));
  it('says something', () => given(missing).when(s => describePacket({ photo: undefined })(s, now)).thenRejected('packet-empty'));
});

describe('what is done to find the child', () => {
  it.each([
    ['communication', holdCommunication({ with: 'police', heldAt: later }), 'communication-in-the-future'],
    ['notice', giveNotice({ ...notice, givenAt: later }), 'notice-in-the-future'],
    ['withheld notice', withholdNotice({ ...withheld, withheldAt: later }), 'notice-in-the-future'],
    ['motion', fileMotion({ motion: 'pick-up-order', filedAt: later }), 'motion-in-the-future'],
  ])('a %s does not lie a millisecond ahead', (_what, decision, code) => given(missing).when(s => decision(s, now)).thenRejected(code));
  it.each([
    ['communication', holdCommunication({ with: 'police', heldAt: now })],
    ['notice', giveNotice(notice)],
    ['withheld notice', withholdNotice(withheld)],
    ['motion', fileMotion({ motion: 'pick-up-order', filedAt: now })],
    ['attempt', recordLocateAttempt({ attemptId: 'a1', madeAt: now, contacted: 'friend', result: 'no-contact', note: personal('words') })],
  ])('a %s, decided again, adds nothing', (_what, decision) => {
    given(missing).when(s => decision(s, now)).then(expect.objectContaining({ data: expect.objectContaining(ids), occurredAt: now }));
    addsNothingTwice(missingEpisodes, [missing], decision, now);
  });
  it('is entered late into a closed episode', () =>
    given(...allDone, closed).when(s => giveNotice(notice)(s, later)).then({ type: 'NoticeGiven', data: { ...notice, ...ids }, occurredAt: now }));
  it('is not done after the episode closed', () =>
    given(...allDone, closed).when(s => giveNotice({ ...notice, givenAt: later })(s, later)).thenRejected('episode-closed'));
});

describe('a notice of the find', () => {
  it.each(['located', 'recovery-circumstances'] as const)('of %s needs a find', about =>
    given(missing).when(s => giveNotice({ ...notice, about })(s, now)).thenRejected('notice-before-located'));
  it('is not given a millisecond before it', () => given(missing, located)
    .when(s => giveNotice({ ...notice, about: 'located', givenAt: plusMilliseconds(locatedAt, -1) })(s, now)).thenRejected('notice-before-located'));
  it('may be given at once', () => given(missing, located).when(s => giveNotice({ ...notice, about: 'located', givenAt: locatedAt })(s, now))
    .then({ type: 'NoticeGiven', data: { ...notice, about: 'located', givenAt: locatedAt, ...ids }, occurredAt: locatedAt }));
});

describe('a withheld notice', () => {
  it('names its authority', () => given(missing).when(s => withholdNotice({ ...withheld, authority: ' ' })(s, now)).thenRejected('authority-required'));
  it('hides no notice that was given all the same', () =>
    given(missing, { type: 'NoticeWithheld', data: { ...withheld, ...ids } }).when(s => giveNotice({ ...notice, to: 'parents', givenAt: learnedAt })(s, now))
      .then({ type: 'NoticeGiven', data: { ...notice, to: 'parents', givenAt: learnedAt, ...ids }, occurredAt: learnedAt }));
});
