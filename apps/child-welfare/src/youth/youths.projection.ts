import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Coverage } from '#contracts';
import type { Instant, Recorded, Sealed } from '#kernel';
import type { Projection } from '#projections';
import type { ClaimKind, ClaimSource } from './domain/claims.js';
import type { Identifier, Placement, YouthEvent } from './domain/youth.js';

type LinkedIdentifier = Pick<Identifier, 'key' | 'source' | 'confidence'> & { readonly identifier: Sealed };
type SealedClaim = { readonly kind: ClaimKind; readonly value: Sealed; readonly source: ClaimSource; readonly learnedAt: Instant };

@Entity({ name: 'youth' })
export class YouthRow {
  @PrimaryColumn('uuid') youthId!: string;
  @Column('text') agency!: string;
  @Column('text') state!: string;
  @Column('text') county!: string;
  @Column('jsonb') coverage!: readonly { readonly coverage: Coverage; readonly from: Instant | null }[];
  /** In the order of recording; of two for one moment the later word counts. */
  @Column('jsonb') placements!: readonly Placement[];
  @Column('jsonb') identifiers!: readonly LinkedIdentifier[];
  @Column('jsonb') claims!: readonly SealedClaim[];
  @Column('boolean') erased!: boolean;
  @Column('text', { nullable: true }) searchIndex!: string | null;
  @Column('bigint') revision!: string;
  @Column('bigint') position!: string;
}

const identifiersAfter = ({ type, data }: Recorded<YouthEvent>, { identifiers }: YouthRow) => {
  if (type === 'YouthIdentifierUnlinked') return identifiers.filter(({ key }) => key !== data.key);
  if (type !== 'YouthIdentifierLinked') return identifiers;
  const { key, source, confidence, identifier } = data;
  return [...identifiers, { key, source, confidence, identifier }];
};

/** A placement entered late leaves the county of a later one as it is. */
const placedIn = (placement: Placement, { placements, county: before }: YouthRow) => {
  const superseded = placements.some(later => later.county !== null && later.since > placement.since);
  return { placements: [...placements, placement], county: superseded ? before : placement.county ?? before };
};

const after = (event: Recorded<YouthEvent>, row: YouthRow): Partial<YouthRow> => {
  switch (event.type) {
    case 'YouthClaimMade':
    case 'YouthClaimCorrected': {
      const { youthId: _, searchIndex = row.searchIndex, ...claim } = event.data;
      return { claims: [...row.claims.filter(({ kind }) => kind !== claim.kind), claim], searchIndex };
    }
    case 'YouthCoverageChanged':
      return { coverage: [...row.coverage, { coverage: event.data.coverage, from: event.data.from }] };
    case 'PlacementChanged': {
      const { youthId: _, agency: __, ...placement } = event.data;
      return placedIn(placement, row);
    }
    case 'YouthPersonalDataErased':
      return { erased: true, searchIndex: null };
    default:
      return { identifiers: identifiersAfter(event, row) };
  }
};

const apply = async (event: Recorded<YouthEvent>, tx: EntityManager) => {
  const rows = tx.getRepository(YouthRow);
  const { youthId } = event.data;
  const at = { revision: String(event.revision), position: String(event.position) };
  if (event.type === 'YouthRegistered') {
    const { coverage, ...youth } = event.data;
    await rows.insert({ ...youth, ...at, coverage: [{ coverage, from: null }], placements: [], identifiers: [], claims: [], erased: false, searchIndex: null });
    return;
  }
  await rows.update({ youthId }, { ...after(event, await rows.findOneByOrFail({ youthId })), ...at });
};

export const youthsProjection: Projection = {
  name: 'youths',
  version: 2,
  eventTypes: [
    'YouthRegistered', 'YouthIdentifierLinked', 'YouthIdentifierUnlinked', 'YouthClaimMade', 'YouthClaimCorrected', 'YouthCoverageChanged',
    'PlacementChanged', 'YouthPersonalDataErased',
  ],
  tables: [
    `create table youth (
      youth_id uuid primary key, agency text not null, state text not null, county text not null, coverage jsonb not null,
      placements jsonb not null, identifiers jsonb not null, claims jsonb not null, erased boolean not null, search_index text,
      revision bigint not null, position bigint not null)`,
    'create index youth_by_search_index on youth (search_index)',
  ],
  parkingKey: event => (event as Recorded<YouthEvent>).data.youthId,
  apply: (event, tx) => apply(event as Recorded<YouthEvent>, tx),
};
