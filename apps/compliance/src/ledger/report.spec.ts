import { instant, plusHours, type Instant } from '#kernel';
import type { Fact } from '../duty/index.js';
import { RuleBook } from '../rules/index.js';
import { receiptsOf, subjectReport } from './report.js';

const learnedAt = instant('2026-03-02T15:00:00Z');
const { rules } = new RuleBook();

const fact = (type: Fact['type'], occurredAt: Instant, data: object, knownAt = occurredAt): Fact => ({
  type, data: { youthId: 'y1', episodeId: 'e1', ...data }, eventId: `${type}-1`, occurredAt, knownAt, recordedAt: knownAt, claimed: false,
  actor: { subject: 'person-7', role: 'caseworker' },
}) as unknown as Fact;
const missingFrom = (state: string) => fact('ChildReportedMissing', learnedAt, {
  agency: `US-${state}`, state, county: `${state} county 3`, coverage: 'placed', category: 'left-without-permission', learnedBy: 'agency', lastSeenAt: null, learnedAt,
});
const excepted = { subjectKind: 'missing-episode', subjectId: 'e1', dutyId: 'd1', ruleId: 'C2', authority: 'Made-up order 7', reason: 'flood' };

const reportOn = (facts: readonly Fact[], asOf: Instant) => subjectReport(rules, facts, { asOf, asKnownAt: null, position: 7n })!;
const dutyOf = (facts: readonly Fact[], asOf: Instant, ruleId: string) => reportOn(facts, asOf).duties.find(duty => duty.ruleId === ruleId);

it('an unconfigured state is told what it lacks, and has its federal duties', () => {
  const { notConfigured, duties } = reportOn([missingFrom('WY')], plusHours(learnedAt, 25));
  expect(notConfigured).toContainEqual(expect.stringContaining('no rule pack for WY'));
  expect(new Set(duties.map(({ rule }) => rule.jurisdiction))).toEqual(new Set(['US']));
  expect(duties.filter(({ ruleId }) => ['C2', 'C3'].includes(ruleId)).map(({ verdict }) => verdict)).toEqual(['never', 'never']);
  expect(reportOn([missingFrom('GA')], learnedAt).notConfigured.join()).not.toContain('no rule pack');
});

it('shows who stopped, moved or excused a clock, by which authority', () => {
  const [pausedAt, resumedAt] = [plusHours(learnedAt, 10), plusHours(learnedAt, 14)];
  const facts = [missingFrom('GA'), fact('DutyPaused', pausedAt, { ...excepted, pausedAt }), fact('DutyResumed', resumedAt, { ...excepted, resumedAt })];
  expect(dutyOf(facts.slice(0, 2), plusHours(learnedAt, 30), 'C2')).toMatchObject({ verdict: 'open', reason: 'paused:Made-up order 7', flags: ['paused'], deadline: null });
  expect(dutyOf(facts, plusHours(learnedAt, 30), 'C2')).toMatchObject({
    verdict: 'never', flags: ['paused'], deadline: plusHours(learnedAt, 28), ruleDeadline: plusHours(learnedAt, 24),
    exceptions: [{ event: 'DutyPaused', authority: 'Made-up order 7', reason: 'flood', enteredBy: { role: 'caseworker' } }, { event: 'DutyResumed' }],
  });
  const waived = [missingFrom('GA'), fact('DutyWaived', pausedAt, { ...excepted, waivedAt: pausedAt })];
  expect(dutyOf(waived, plusHours(learnedAt, 30), 'C2')).toMatchObject({
    verdict: 'not-required', reason: 'waived:Made-up order 7', excuse: { by: 'waived', authority: 'Made-up order 7', evidence: { event: 'DutyWaived' } },
  });
});

it('shows the evidence of what is no report', () => {
  const heldAt = plusHours(learnedAt, 90);
  const facts = [
    missingFrom('GA'), fact('ChildLocated', plusHours(learnedAt, 80), { locatedAt: plusHours(learnedAt, 80), circumstance: 'other' }),
    fact('ChildReturned', plusHours(learnedAt, 81), { returnedAt: plusHours(learnedAt, 81), to: 'family', caregiverWilling: 'yes' }),
    fact('ReturnInterviewHeld', heldAt, { interviewId: 'i1', heldAt, outcome: 'held' }),
  ];
  const interview = reportOn(facts, plusHours(learnedAt, 100)).duties.find(({ requirements }) => requirements.some(({ event }) => event === 'ReturnInterviewHeld'));
  expect(interview).toMatchObject({ madeAt: heldAt, requirements: [{ done: [{ at: heldAt, event: 'ReturnInterviewHeld', outcome: 'held' }] }] });
});

it('keeps what names persons or records outside the hashed report', () => {
  const report = { reportId: 'r1', subjectKind: 'missing-episode', subjectId: 'e1', agency: 'US-GA', recipient: 'police' };
  const facts = [
    missingFrom('GA'), fact('ReportMade', learnedAt, { ...report, madeAt: learnedAt, channel: 'telephone', madeBy: 'agency', missingElements: [] }),
    fact('ReportAcknowledged', learnedAt, { ...report, acknowledgedAt: learnedAt, receipt: { sealed: 'token-1' } }),
    fact('NcicEntered', learnedAt, { ...report, enteredAt: learnedAt, category: 'EMJ', nicNumber: { sealed: 'token-2' } }),
  ];
  const shown = reportOn(facts, plusHours(learnedAt, 30));
  expect(JSON.stringify(shown)).toContain('NcicEntered');
  expect(JSON.stringify(shown)).not.toContain('token');
  expect(receiptsOf(facts, shown).map(({ receipt }) => receipt)).toEqual([{ sealed: 'token-1' }, { nicNumber: { sealed: 'token-2' } }]);
});

it('shows who corrected what was first recorded, and whose instant the clock starts from', () => {
  const [first, moved] = [plusHours(learnedAt, 5), plusHours(learnedAt, -2)];
  const corrected = (cause: string, at: Instant, knownAt: Instant) => ({
    ...fact('EpisodeCorrected', knownAt, { agency: 'US-GA', state: 'GA', county: 'GA county 3', coverage: 'placed', ageBand: 'under-18', category: 'abducted', learnedAt: at, cause }),
    eventId: `corrected-${cause}`, actor: { subject: 'person-9', role: 'supervisor' },
  }) as unknown as Fact;
  const facts = [missingFrom('GA'), corrected('learned-at', moved, first), corrected('birth-date', moved, plusHours(learnedAt, 9))];
  const shown = reportOn(facts, plusHours(learnedAt, 30));
  expect(shown.corrections).toMatchObject([
    { event: 'EpisodeCorrected', cause: 'learned-at', learnedAt: moved, agency: 'US-GA', knownAt: first, enteredBy: { subject: 'person-9', role: 'supervisor' } },
    { cause: 'birth-date' },
  ]);
  expect(dutyOf(facts, plusHours(learnedAt, 30), 'C2')).toMatchObject({
    clockStart: moved,
    openedBy: {
      event: 'ChildReportedMissing', occurredAt: learnedAt, knownAt: learnedAt, enteredBy: { subject: 'person-7' },
      correctedTo: moved, correctedBy: { cause: 'learned-at', knownAt: first, enteredBy: { subject: 'person-9' } },
    },
  });
  expect(subjectReport(rules, facts, { asOf: plusHours(learnedAt, 30), asKnownAt: plusHours(learnedAt, 4), position: 7n })!.corrections).toEqual([]);
  expect(dutyOf([facts[0]!, corrected('birth-date', learnedAt, first)], plusHours(learnedAt, 30), 'C2')!.openedBy).not.toHaveProperty('correctedBy');
});

it('shows to whom a refusal was taken, with the attempt that was refused', () => {
  const report = { reportId: 'r1', subjectKind: 'missing-episode', subjectId: 'e1', agency: 'US-GA', recipient: 'police' };
  const [refusedAt, madeAt, escalatedAt] = [plusHours(learnedAt, 1), plusHours(learnedAt, 3), plusHours(learnedAt, 4)];
  const facts = [
    missingFrom('GA'), fact('ReportRefused', refusedAt, { ...report, refusedAt, reason: 'told-to-wait' }),
    fact('ReportMade', madeAt, { ...report, madeAt, channel: 'telephone', madeBy: 'agency', missingElements: [] }),
    fact('RefusalEscalated', escalatedAt, { ...report, escalatedAt, to: 'police-supervisor' }),
  ];
  expect(dutyOf(facts, plusHours(learnedAt, 30), 'C2')).toMatchObject({
    verdict: 'on-time', madeAt,
    attempts: [{ standing: 'refused', evidence: [{ event: 'ReportRefused' }, { event: 'RefusalEscalated', to: 'police-supervisor', escalatedAt }] }, { standing: 'stands' }],
  });
});
