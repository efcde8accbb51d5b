import { personal, plusHours, plusMilliseconds, type Instant } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { missingEpisodes, type MissingEpisode, type MissingEpisodeEvent } from './missing-episode.js';
import { closed, ids, lastSeenAt, learnedAt, located, missing, now, returned } from './spec-kit.js';
import { receiveStateReport, type StateReport } from './state-reports.js';

const { given } = specFor<MissingEpisode, MissingEpisodeEvent>(missingEpisodes);
const madeAt = plusHours(learnedAt, 2);
const bare: StateReport = { reportId: 'r1', recipient: 'police', madeAt, channel: 'telephone', acknowledgedAt: null };
const report: StateReport = { ...bare, receipt: { caseNumber: 'EXAMPLE-1' }, acknowledgedAt: plusHours(madeAt, 1) };
const received = ({ receipt, ...made }: StateReport): MissingEpisodeEvent => ({
  type: 'StateReportReceived', data: { ...ids, agency: 'US-GA', ...made, ...(receipt ? { receipt: personal(receipt) } : {}) }, occurredAt: made.madeAt,
});
const refused = (over: Partial<StateReport>, code: string, at: Instant = now) =>
  given(missing).when(state => receiveStateReport({ ...report, ...over })(state, at)).thenRejected(code);

describe('a report the state made itself', () => {
  it('is kept with its receipt', () => given(missing).when(state => receiveStateReport(report)(state, now)).then(received(report)));
  it('is kept without one', () => given(missing).when(state => receiveStateReport(bare)(state, now)).then(received(bare)));
  it('told twice is one report', () => {
    addsNothingTwice(missingEpisodes, [missing], receiveStateReport(report), now);
    addsNothingTwice(missingEpisodes, [missing], receiveStateReport(bare), now);
    given(missing, received(report)).when(state => receiveStateReport(bare)(state, now)).thenNothing();
  });
  it('keeps every receipt', () => {
    const another = { ...report, receipt: { caseNumber: 'EXAMPLE-2' } };
    given(missing, received(bare)).when(state => receiveStateReport(report)(state, now)).then(received(report));
    given(missing, received(report)).when(state => receiveStateReport(another)(state, now)).then(received(another));
  });
  it('is one of several', () => {
    const ncmec = { ...report, reportId: 'r2', recipient: 'ncmec' } as const;
    given(missing, received(report)).when(state => receiveStateReport(ncmec)(state, now)).then(received(ncmec));
  });
  it('is kept also where it is told after the episode closed', () =>
    given(missing, located, returned, closed).when(state => receiveStateReport(report)(state, now)).then(received(report)));

  it('is of an episode that is known', () => given().when(state => receiveStateReport(report)(state, now)).thenRejected('unknown-episode'));
  it('is not of an episode recorded in error', () =>
    given(missing, { type: 'EpisodeRecordedInError', data: { ...ids, reason: 'duplicate' } }).when(state => receiveStateReport(report)(state, now))
      .thenRejected('episode-recorded-in-error'));
  it('was made by now, and not before the child was last seen', () => {
    given(missing).when(state => receiveStateReport({ ...bare, madeAt: now })(state, now)).then(received({ ...bare, madeAt: now }));
    given(missing).when(state => receiveStateReport({ ...bare, madeAt: lastSeenAt })(state, now)).then(received({ ...bare, madeAt: lastSeenAt }));
    refused({ madeAt: plusMilliseconds(now, 1) }, 'made-in-the-future');
    refused({ madeAt: plusMilliseconds(lastSeenAt, -1) }, 'made-before-last-seen');
  });
  it('was answered by now, and not before it was made', () => {
    given(missing).when(state => receiveStateReport({ ...report, acknowledgedAt: madeAt })(state, now)).then(received({ ...report, acknowledgedAt: madeAt }));
    refused({ acknowledgedAt: plusMilliseconds(now, 1) }, 'receipt-in-the-future');
    refused({ acknowledgedAt: plusMilliseconds(madeAt, -1) }, 'receipt-before-report');
  });
});
