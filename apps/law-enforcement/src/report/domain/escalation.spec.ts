import { instant, plusHours, plusMilliseconds, type Instant } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { ESCALATION_PATHS, escalateRefusal, nextEscalation } from './escalation.js';
import { reports, type ReportEvent } from './report.js';

const { given } = specFor(reports);
const refusedAt = instant('2026-03-08T01:30:00-05:00');
const later = plusHours(refusedAt, 1);
const now = plusHours(refusedAt, 2);

const identity = { reportId: 'r1', youthId: 'y1', subjectKind: 'missing-episode', subjectId: 'e1', agency: 'US-GA', recipient: 'police' } as const;
const drafted: ReportEvent =
  { type: 'ReportDrafted', data: { ...identity, state: 'GA', county: 'GA county 2', lastSeenAt: null, missingElements: [] } };
const refused: ReportEvent = { type: 'ReportRefused', data: { ...identity, refusedAt, reason: 'told-to-wait' }, occurredAt: refusedAt };
const made: ReportEvent =
  { type: 'ReportMade', data: { ...identity, madeAt: now, channel: 'telephone', madeBy: 'agency', missingElements: [] }, occurredAt: now };
const escalated = (escalatedAt: Instant): ReportEvent =>
  ({ type: 'RefusalEscalated', data: { ...identity, escalatedAt, to: 'police-supervisor' }, occurredAt: escalatedAt });
const escalate = (escalatedAt: Instant) => escalateRefusal({ escalatedAt, to: 'police-supervisor' });

describe('a refusal', () => {
  it('is taken further', () => given(drafted, refused).when(s => escalate(later)(s, now)).then(escalated(later)));
  it('may be taken further at once', () => given(drafted, refused).when(s => escalate(refusedAt)(s, now)).then(escalated(refusedAt)));
  it('is not taken further a millisecond before it was given', () =>
    given(drafted, refused).when(s => escalate(plusMilliseconds(refusedAt, -1))(s, now)).thenRejected('escalated-before-refusal'));
  it('is not taken further a millisecond from now', () =>
    given(drafted, refused).when(s => escalate(later)(s, plusMilliseconds(later, -1))).thenRejected('escalated-in-the-future'));
  it('must have been given', () => given(drafted).when(s => escalate(later)(s, now)).thenRejected('not-refused'));
  it('needs a report', () => given().when(s => escalate(later)(s, now)).thenRejected('unknown-report'));
  it('may be entered after the report was taken', () => given(drafted, refused, made).when(s => escalate(later)(s, now)).then(escalated(later)));
  it('adds nothing twice', () => addsNothingTwice(reports, [drafted, refused], escalate(later), now));
});

describe('the path', () => {
  const next = (taken: number, over: object = {}) =>
    nextEscalation({ recipient: 'police', status: 'refused', escalations: ESCALATION_PATHS.police.slice(0, taken).map(to => ({ to })), ...over });
  it('begins with the supervisor', () => expect(next(0)).toBe('police-supervisor'));
  it('goes on where it was left', () => expect(next(1)).toBe('state-clearinghouse'));
  it('begins with the first step not taken', () => expect(next(0, { escalations: [{ to: 'court' }] })).toBe('police-supervisor'));
  it('ends', () => expect(next(ESCALATION_PATHS.police.length)).toBeNull());
  it('is over once the report is taken', () => expect(next(1, { status: 'made' })).toBeNull());
  it('of NCMEC is another', () => expect(next(0, { recipient: 'ncmec' })).toBe('state-clearinghouse'));
});
