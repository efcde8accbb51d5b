import { Injectable } from '@nestjs/common';
import { Versioned } from '#http';
import { DomainError } from '#kernel';
import { ProjectionReader } from '#projections';
import { PersonalDataReader, type Reading } from '#security';
import { ConcernRow, concernsProjection } from './concerns.projection.js';

@Injectable()
export class ConcernReads {
  constructor(private readonly projections: ProjectionReader, private readonly personalData: PersonalDataReader) {}

  async one(concernId: string, reading: Reading) {
    const row = await this.projections.read(concernsProjection.name, tx => tx.getRepository(ConcernRow).findOneBy({ concernId }));
    if (!row) throw new DomainError('unknown-concern', 'No such concern', 'unknown');
    const concern = await this.personalData.reveal({ ...reading, resource: row, resourceType: 'concern', resourceId: concernId }, row);
    return new Versioned(concern, BigInt(row.revision), BigInt(row.position));
  }
}
