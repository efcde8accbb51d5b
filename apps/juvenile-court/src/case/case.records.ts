import type { EntityManager } from 'typeorm';
import type { Recorded } from '#kernel';
import { recordMatter, type RecordsPart, type RecordTable } from '../records/index.js';
import { CourtCaseRow, PartyRow, RepresentationRow, ServiceRow } from './case.rows.js';
import type { CaseEvent } from './domain/court-case.js';
import type { PartyEvent } from './domain/party.js';
import type { RepresentationEvent } from './domain/representation.js';

const TABLES: readonly RecordTable[] = [
  {
    name: 'court_case',
    columns: `case_id uuid primary key, youth_id uuid not null, court text not null, county text not null, case_type text not null,
      docket_number jsonb not null, docket_index text, division text, opened_at text not null, revision bigint not null, position bigint not null`,
    indexes: ['opened_at, case_id', 'youth_id', 'docket_index'],
  },
  {
    name: 'party',
    columns: `party_id uuid primary key, case_id uuid not null, role text not null, name jsonb not null, address jsonb, address_protected boolean not null,
      notice_required boolean not null, withheld jsonb, added_at bigint not null`,
    indexes: ['case_id'], about: ['party_id'],
  },
  {
    name: 'representation',
    columns: `representation_id uuid primary key, case_id uuid not null, party_id uuid not null, attorney text not null, begun_at text not null, ended_at text`,
    indexes: ['case_id'], about: ['party_id'],
  },
  {
    name: 'service',
    columns: `service_id uuid primary key, case_id uuid not null, party_id uuid not null, document_id uuid not null, method text not null,
      served_at text not null, served_by jsonb`,
    indexes: ['case_id, served_at, service_id'], about: ['party_id', 'document_id'],
  },
];

const applyToParty = async ({ type, data, position }: Recorded<PartyEvent>, tx: EntityManager) => {
  const rows = tx.getRepository(PartyRow);
  const { partyId } = data;
  if (type === 'PartyAdded') {
    const { youthId: _, ...party } = data;
    await rows.insert({ ...party, withheld: null, addedAt: String(position) });
  } else if (type === 'PartyDescribed') {
    const { youthId: _, caseId: __, partyId: ___, ...details } = data;
    await rows.update({ partyId }, details);
  } else {
    const withheld = type === 'TellingWithheld' ? { reason: data.reason, authority: data.authority, since: data.since } : null;
    await rows.update({ partyId }, { withheld });
    await tx.query('update admission_all set withheld = $2 where party_id = $1', [partyId, withheld !== null]);
  }
};

/** Who represents a party in force sees what parties see, unless that party may not be told. */
const applyToRepresentation = async ({ type, data }: Recorded<RepresentationEvent>, tx: EntityManager) => {
  const rows = tx.getRepository(RepresentationRow);
  const { representationId, caseId, partyId } = data;
  if (type === 'RepresentationEnded') {
    await rows.update({ representationId }, { endedAt: data.endedAt });
    await tx.query('delete from admission_all where representation_id = $1', [representationId]);
    return;
  }
  await rows.insert({ representationId, caseId, partyId, attorney: data.attorney, begunAt: data.begunAt, endedAt: null });
  await tx.query(
    `insert into admission_all (representation_id, case_id, party_id, attorney, withheld)
     select $1, $2, $3, $4, p.withheld is not null from party p where p.party_id = $3`, [representationId, caseId, partyId, data.attorney]);
};

const apply = async (event: Recorded<CaseEvent>, tx: EntityManager) => {
  const cases = tx.getRepository(CourtCaseRow);
  const { caseId } = event.data;
  const at = { revision: String(event.revision), position: String(event.position) };
  if (event.type === 'CaseOpened') {
    await recordMatter(tx, event.data);
    await cases.insert({ ...event.data, ...at, division: null });
    return;
  }
  const { caseId: _, youthId: __, ...amendment } = event.data;
  await cases.update({ caseId }, { ...(event.type === 'CaseAmended' ? amendment : {}), ...at });
  switch (event.type) {
    case 'CaseAmended':
      return;
    case 'RepresentationBegun':
    case 'RepresentationEnded':
      return applyToRepresentation(event, tx);
    case 'ServiceProved': {
      const { serviceId, partyId, documentId, method, servedAt, servedBy = null } = event.data;
      await tx.getRepository(ServiceRow).insert({ serviceId, caseId, partyId, documentId, method, servedAt, servedBy });
      return;
    }
    default:
      return applyToParty(event, tx);
  }
};

export const caseRecords: RecordsPart = {
  eventTypes: [
    'CaseOpened', 'CaseAmended', 'PartyAdded', 'PartyDescribed', 'TellingWithheld', 'TellingPermitted', 'RepresentationBegun', 'RepresentationEnded',
    'ServiceProved',
  ],
  tables: TABLES,
  apply: (event, tx) => apply(event as Recorded<CaseEvent>, tx),
};
