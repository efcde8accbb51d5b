import { createHash } from 'node:crypto';
import { binderOf, jsonOf, totalsOf } from './binder.js';
import type { Duty, EnteredFact, LedgerAnswer, Report } from './ledger-answer.js';
import { binderPage, indexPage } from './pages.js';

const fact = (event: string, at: string, more: object = {}): EnteredFact => ({
  eventId: `${event}-1`, event, occurredAt: at, knownAt: at, recordedAt: at, recordedTimeClaimed: false, enteredBy: { subject: 'person-7', role: 'caseworker' }, ...more,
});
const duty: Duty = {
  dutyId: 'd1', ruleId: 'C2', recipient: 'police', clockStart: '2026-03-01T00:00:00.000Z', deadline: '2026-03-02T00:00:00.000Z', ruleDeadline: '2026-03-02T00:00:00.000Z',
  openedBy: fact('ChildReportedMissing', '2026-03-01T00:00:00.000Z'), verdict: 'on-time', reason: null, recordedLate: true, madeAt: '2026-03-01T02:00:00.000Z',
  flags: ['refused'], earlier: [{ asKnownAt: '2026-03-05T00:00:00.000Z', verdict: 'never', reason: 'refused-by-recipient' }],
  attempts: [
    { reportId: 'r1', standing: 'refused', evidence: [fact('ReportRefused', '2026-03-01T01:00:00.000Z', { reason: '<script>alert(1)</script>' })] },
    { reportId: 'r2', standing: 'stands', evidence: [
      fact('ReportMade', '2026-03-01T02:00:00.000Z', { knownAt: '2026-03-05T00:00:00.001Z', recordedTimeClaimed: true }), fact('ReportAcknowledged', '2026-03-01T03:00:00.000Z'),
    ] },
  ],
  requirements: [], ending: null, excuse: null, exceptions: [],
  rule: {
    citation: '42 USC 671(a)(35)(B)', text: 'Report a missing child.', jurisdiction: 'US', obligor: 'title-iv-e-agency', binding: true, limit: { elapsedHours: 24 },
    effective: { from: '2018-07-01', fromIs: 'in-force-by', to: null, basis: 'PL 113-183' }, verified: { on: '2023-04', against: 'the US Code', unverified: 'amendments' },
  },
};
const report: Report = {
  notConfigured: [], position: '900', asOf: '2026-03-09T00:00:00.000Z', corrections: [], duties: [duty],
  subject: { id: 'e1', youthId: 'y1', agency: 'US-MO', state: 'MO', county: 'Cole & Sons', coverage: 'placed' },
};
const answer: LedgerAnswer = {
  report, sha256: createHash('sha256').update(JSON.stringify(report)).digest('hex'), receipts: [{ eventId: 'ReportAcknowledged-1', receipt: { caseNumber: 'MOPD-1' } }],
  completeness: { verifiedPosition: '800', verifiedAt: '2026-03-08T00:00:00.000Z', lastRunMatched: true },
};

describe('an evidence binder', () => {
  const binder = binderOf({ ...answer, live: { lag: 3 } } as LedgerAnswer);
  const shown = binderPage(binder);

  it.each([
    ['what was due and by when', 'Report a missing child.', '2026-03-02T00:00:00.000Z'],
    ['by which rule, and how far that was verified', '42 USC 671(a)(35)(B)', 'Verified 2023-04 against the US Code. Not verified: amendments'],
    ['from which instant', 'ChildReportedMissing, entered 2026-03-01T00:00:00.000Z by caseworker person-7'],
    ['what was tried', 'Report r1: refused', 'ReportRefused'],
    ['which receipt', 'caseNumber: MOPD-1'],
    ['what was claimed and entered late', 'claimed by the source', 'entered after the deadline', 'recorded late'],
    ['earlier verdicts', 'never (refused by recipient), as known until 2026-03-05T00:00:00.000Z'],
    ['how far the ledger is proven', 'position 800, which is before this one', answer.sha256],
  ])('says %s', (_what, ...texts) => texts.forEach(text => expect(shown).toContain(text)));

  it('says in a line what was never owed', () => {
    const idle = { ...duty, ruleId: 'C9', verdict: 'not-required', reason: 'nothing-opened-it', earlier: [], attempts: [] };
    const withIdle = { ...report, duties: [duty, idle] };
    const told = binderPage({ ...binder, report: withIdle });
    expect(told.match(/<section>/g)).toHaveLength(1);
    expect(told).toContain('<td>C9</td><td>42 USC 671(a)(35)(B)</td><td>not required (nothing opened it)</td>');
  });

  it('says which other record of the absence there is, and where its duties are', () => {
    const told = (more: object) => binderPage({ ...binder, report: { ...report, subject: { ...report.subject, ...more } } });
    expect(told({ leads: ['e2'] })).toContain('<dt>Led on here</dt><dd>episode e2, another record of the same absence</dd>');
    expect(told({ ledOnIn: 'e3' })).toContain('<dt>Led on in</dt><dd>episode e3: what is owed for this absence is owed there</dd>');
  });

  it('says who corrected what, and since when the clock is known to have run', () => {
    const correction = fact('EpisodeCorrected', '2026-03-04T00:00:00.000Z', { cause: 'learned-at', learnedAt: '2026-02-28T22:00:00.000Z', enteredBy: { subject: 'person-9', role: 'supervisor' } });
    const openedBy = { ...duty.openedBy!, correctedTo: '2026-02-28T22:00:00.000Z', correctedBy: correction };
    const told = binderPage({ ...binder, report: { ...report, corrections: [correction], duties: [{ ...duty, openedBy }] } });
    expect(told).toContain('<h2>Corrections</h2>');
    expect(told).toContain('<td>supervisor person-9</td><td>cause: learned-at; learnedAt: 2026-02-28T22:00:00.000Z</td>');
    expect(told).toContain('by caseworker person-7; told then of 2026-03-01T00:00:00.000Z; corrected to 2026-02-28T22:00:00.000Z '
      + 'by EpisodeCorrected, entered 2026-03-04T00:00:00.000Z by supervisor person-9 (learned-at)');
    expect(shown).not.toContain('Corrections');
  });

  it('says when an excuse came after the deadline', () => {
    const excuse = { by: 'waived', authority: 'Made-up order 7', inTime: false, evidence: fact('DutyWaived', '2026-03-30T00:00:00.000Z') };
    expect(binderPage({ ...binder, report: { ...report, duties: [{ ...duty, excuse }] } })).toContain('waived: Made-up order 7; decided after the deadline');
  });

  it('runs nothing and fetches nothing', () => {
    expect(shown).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(shown).toContain('Cole &amp; Sons');
    expect(shown).not.toMatch(/<script|src=|https?:|url\(/);
  });

  it('is the same each time, whatever the ledger\'s lag', () => {
    expect(binderPage(binderOf(answer))).toBe(shown);
    expect(jsonOf(binderOf(answer))).toBe(jsonOf(binder));
  });

  it('is not made of a report that was changed on its way', () =>
    expect(() => binderOf({ ...answer, report: { ...report, asOf: '2026-03-08T00:00:00.000Z' } })).toThrow('e1'));

  it('is listed with the totals, and what could not be done', () => {
    const index = indexPage({ sampleSha256: 'abc', binders: [binder], wrong: [{ line: 4, column: 'episode', code: 'not-a-uuid', detail: 'No' }] });
    for (const text of ['<a href="e1.html">e1</a>', 'on time: 1', 'Line 4, episode: not-a-uuid']) expect(index).toContain(text);
    expect(totalsOf([binder, binder])).toEqual([{ ruleId: 'C2', verdicts: { 'on-time': 2 } }]);
  });
});
