import { instant, personal, plusHours, plusMilliseconds } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { courtCases, type CaseEvent, type CourtCase, type Opening } from './court-case.js';
import { amendCase, openCase } from './opening.js';
import { addParty, describeParty, permitTelling, withholdTelling } from './parties.js';
import type { PartyDetails } from './party.js';
import { beginRepresentation, endRepresentation } from './representing.js';
import { proveService } from './serving.js';

const { given } = specFor<CourtCase, CaseEvent>(courtCases);
const now = instant('2026-03-02T09:00:00-06:00');
const before = plusHours(now, -24);
const ids = { caseId: 'c1', youthId: 'y1' };
const opening: Opening = {
  ...ids, court: 'MO-circuit-5', county: 'MO county 5', caseType: 'dependency', docketNumber: personal('26-JU-1'), docketIndex: 'index of 1', openedAt: before,
};
const indexOf = (court: string, number: string) => `index of ${number} in ${court}`;
const opened: CaseEvent = { type: 'CaseOpened', data: opening, occurredAt: before };
const details: PartyDetails = { role: 'parent', name: personal('Pat'), address: null, addressProtected: false, noticeRequired: true };
const added: CaseEvent = { type: 'PartyAdded', data: { ...ids, partyId: 'p1', ...details } };
const withholding = { reason: 'suspected-trafficker', authority: 'Order 7' } as const;
const withheld: CaseEvent = { type: 'TellingWithheld', data: { ...ids, partyId: 'p1', ...withholding, since: now } };
const begin = { representationId: 'r1', partyId: 'p1', attorney: 'attorney-1', begunAt: before };
const begun: CaseEvent = { type: 'RepresentationBegun', data: { ...ids, ...begin }, occurredAt: before };
const ended: CaseEvent = { type: 'RepresentationEnded', data: { ...ids, representationId: 'r1', partyId: 'p1', endedAt: now }, occurredAt: now };
const service = { serviceId: 's1', partyId: 'p1', documentId: 'd1', method: 'personal', servedAt: now } as const;
const served: CaseEvent = { type: 'ServiceProved', data: { ...ids, ...service }, occurredAt: now };

describe('a case', () => {
  it('is opened', () => given().when(s => openCase(opening)(s, now)).then(opened));
  it('is opened once', () => given(opened).when(s => openCase({ ...opening, docketNumber: personal('other') })(s, now)).thenNothing());
  it('gets a specialised docket', () =>
    given(opened).when(s => amendCase({ division: 'Trafficking court' }, indexOf)(s, now)).then(
      { type: 'CaseAmended', data: { ...ids, division: 'Trafficking court' } }));
  it('gets another number, and is found by it', () =>
    given(opened).when(s => amendCase({ docketNumber: '26-JU-2' }, indexOf)(s, now)).then(
      { type: 'CaseAmended', data: { ...ids, docketNumber: personal('26-JU-2'), docketIndex: 'index of 26-JU-2 in MO-circuit-5' } }));
  it('keeps what an amendment does not name, and what it says again', () =>
    given(opened).when(s => amendCase({ docketNumber: '26-JU-1' }, indexOf)(s, now)).thenNothing());
  it('is amended in something', () => given(opened).when(s => amendCase({}, indexOf)(s, now)).thenRejected('nothing-to-change'));
  it('is there before anything is done in it', () => given().when(s => amendCase({ division: 'x' }, indexOf)(s, now)).thenRejected('unknown-case'));
});

describe('a party', () => {
  it('is added', () => given(opened).when(s => addParty('p1', details)(s, now)).then(added));
  it('is described anew, only in what changed', () =>
    given(opened, added).when(s => describeParty('p1', { name: personal('Pat'), address: personal('1 Street'), addressProtected: true })(s, now))
      .then({ type: 'PartyDescribed', data: { ...ids, partyId: 'p1', address: personal('1 Street'), addressProtected: true } }));
  it('is described in something', () => given(opened, added).when(s => describeParty('p1', {})(s, now)).thenRejected('nothing-to-change'));
  it('is one of the case', () => given(opened).when(s => describeParty('p1', { role: 'other' })(s, now)).thenRejected('unknown-party'));
});

describe('a party who may not be told', () => {
  it('is not told from now on', () => given(opened, added).when(s => withholdTelling('p1', withholding)(s, now)).then(withheld));
  it('may not have been told since before', () =>
    given(opened, added).when(s => withholdTelling('p1', { ...withholding, since: before })(s, now))
      .then({ ...withheld, data: { ...ids, partyId: 'p1', ...withholding, since: before } } as CaseEvent));
  it('by a named authority', () => given(opened, added).when(s => withholdTelling('p1', { ...withholding, authority: ' ' })(s, now)).thenRejected('authority-required'));
  it('not from tomorrow on', () =>
    given(opened, added).when(s => withholdTelling('p1', { ...withholding, since: plusMilliseconds(now, 1) })(s, now)).thenRejected('withheld-in-the-future'));
  it('cannot be served', () => given(opened, added, withheld).when(s => proveService(service)(s, now)).thenRejected('party-may-not-be-told'));
  it('was served a millisecond before', () =>
    given(opened, added, withheld).when(s => proveService({ ...service, servedAt: plusMilliseconds(now, -1) })(s, now))
      .then({ type: 'ServiceProved', data: { ...ids, ...service, servedAt: plusMilliseconds(now, -1) }, occurredAt: plusMilliseconds(now, -1) }));
  it('may be told again, by a named authority', () => {
    given(opened, added, withheld).when(s => permitTelling('p1', '')(s, now)).thenRejected('authority-required');
    given(opened, added, withheld).when(s => permitTelling('p1', 'Order 8')(s, now))
      .then({ type: 'TellingPermitted', data: { ...ids, partyId: 'p1', authority: 'Order 8' } });
    given(opened, added).when(s => permitTelling('p1', 'Order 8')(s, now)).thenNothing();
  });
});

describe('a representation', () => {
  it('begins', () => given(opened, added).when(s => beginRepresentation(begin)(s, now)).then(begun));
  it('begins once while it is in force', () =>
    given(opened, added, begun).when(s => beginRepresentation({ ...begin, representationId: 'r2' })(s, now)).thenNothing());
  it('begins again after it ended', () => given(opened, added, begun, ended)
    .when(s => beginRepresentation({ ...begin, representationId: 'r2', begunAt: now })(s, now))
    .then({ type: 'RepresentationBegun', data: { ...ids, ...begin, representationId: 'r2', begunAt: now }, occurredAt: now }));
  it('is of a party', () => given(opened).when(s => beginRepresentation(begin)(s, now)).thenRejected('unknown-party'));
  it('does not begin in the future', () =>
    given(opened, added).when(s => beginRepresentation({ ...begin, begunAt: plusMilliseconds(now, 1) })(s, now)).thenRejected('representation-in-the-future'));
  it('ends', () => given(opened, added, begun).when(s => endRepresentation('r1', now)(s, now)).then(ended));
  it('does not end before it began', () =>
    given(opened, added, begun).when(s => endRepresentation('r1', plusMilliseconds(before, -1))(s, now)).thenRejected('ended-before-begun'));
  it('is known', () => given(opened, added).when(s => endRepresentation('r1', now)(s, now)).thenRejected('unknown-representation'));
});

describe('proof of service', () => {
  it('is kept', () => given(opened, added).when(s => proveService(service)(s, now)).then(served));
  it('is of the past', () =>
    given(opened, added).when(s => proveService({ ...service, servedAt: plusMilliseconds(now, 1) })(s, now)).thenRejected('served-in-the-future'));
  it('is of a party', () => given(opened).when(s => proveService(service)(s, now)).thenRejected('unknown-party'));
});

it.each([
  ['openCase', [], openCase(opening)],
  ['amendCase', [opened], amendCase({ division: 'x', docketNumber: 'y' }, indexOf)],
  ['addParty', [opened], addParty('p1', details)],
  ['describeParty', [opened, added], describeParty('p1', { name: personal('Sam'), noticeRequired: false })],
  ['withholdTelling', [opened, added], withholdTelling('p1', withholding)],
  ['permitTelling', [opened, added, withheld], permitTelling('p1', 'Order 8')],
  ['beginRepresentation', [opened, added], beginRepresentation(begin)],
  ['endRepresentation', [opened, added, begun], endRepresentation('r1', now)],
  ['proveService', [opened, added], proveService(service)],
] as const)('%s, decided again, adds nothing', (_name, past, decision) => addsNothingTwice(courtCases, past, decision, now));
