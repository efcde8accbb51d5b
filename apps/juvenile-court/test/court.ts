import { randomUUID } from 'node:crypto';
import type { TestService } from '#testing';
import { courtCases } from '../src/case/index.js';

export const COURT = 'MO-circuit-5';
export const COUNTY = 'MO county 5';

/** The roles of the court's specs, of one court and its state. */
export const clerk = { role: 'clerk', agency: COURT, county: COUNTY };
export const judge = { role: 'judge', agency: COURT, county: null };
export const administrator = { role: 'court-administrator', agency: COURT, county: null };
export const caseworker = { role: 'caseworker', agency: 'US-MO', county: COUNTY };
export const liaison = { role: 'police-liaison', agency: 'US-MO', county: null };
export const attorney = { role: 'attorney', agency: null, county: null };
export const stranger = { role: 'attorney', subject: 'attorney-of-nobody', agency: null, county: null };
export const anybody = { role: 'public', agency: null, county: null };

export const filing = (fields: object = {}) => ({
  filingType: 'dependency', urgent: false, court: COURT, county: COUNTY, youthId: randomUUID(), title: 'Petition of Synthetic Example',
  documents: ['document-store/synthetic/1'], ...fields,
});

type Role = Parameters<TestService['post']>[0];
export type Posting = Pick<TestService, 'post'>;

/** Sends a command and returns its answer; throws when it was refused. */
export const done = async (service: Posting, as: Role, path: string, body: object, headers: Record<string, string> = {}) => {
  const answer = await service.post(as, path, body, headers);
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
};

/** Files, accepts and dockets; returns the filing's id, which is a new case's too. */
export const docketed = async (service: Posting, fields: object = {}, as: Role = clerk, by: Role = clerk): Promise<string> => {
  const { body: { id } } = await done(service, as, '/filings', filing(fields));
  await done(service, as, `/filings/${id}/submission`, {});
  await done(service, by, `/filings/${id}/review`, {});
  await done(service, by, `/filings/${id}/acceptance`, {});
  await done(service, by, `/filings/${id}/docketing`, { docketNumber: `26-JU-${id.slice(0, 5)}` });
  return id;
};

/** A new case with one party who is to be told, and whom that attorney represents if one is named; there for every reader when this resolves. */
export const openCase = async (service: TestService, fields: object = {}, represented?: string): Promise<{ caseId: string; partyId: string }> => {
  const caseId = await docketed(service, fields);
  const added = await done(service, clerk, `/cases/${caseId}/parties`, {
    role: 'parent', name: 'Pat Synthetic', address: '1 Synthetic Street', addressProtected: false, noticeRequired: true,
  });
  const { partyId } = added.body;
  const last = represented
    ? await done(service, clerk, `/cases/${caseId}/representations`, { partyId, attorney: represented, begunAt: service.clock.now() })
    : added;
  await service.get(clerk, '/cases', { 'min-position': last.headers.position! });
  return { caseId, partyId };
};

/** `If-Match` of whoever has read the case as it is now. */
export const asItIs = async ({ open }: TestService, caseId: string) => ({ 'if-match': `"${(await open.store.load(courtCases, caseId))!.revision}"` });
