import { Injectable } from '@nestjs/common';
import { awaitPosition, Versioned } from '#http';
import { DomainError } from '#kernel';
import { ProjectionReader } from '#projections';
import { PersonalDataReader, type Reading } from '#security';
import { DeterminationRow, determinationsProjection } from './determinations.projection.js';

@Injectable()
export class DeterminationReads {
  constructor(private readonly projections: ProjectionReader, private readonly personalData: PersonalDataReader) {}

  caughtUp(position?: bigint): Promise<void> {
    return awaitPosition(position, (until, timeout) => this.projections.caughtUp(determinationsProjection.name, until, timeout));
  }

  async one(determinationId: string, reading: Reading) {
    const row = await this.projections.read(determinationsProjection.name, tx => tx.getRepository(DeterminationRow).findOneBy({ determinationId }));
    if (!row) throw new DomainError('unknown-determination', 'No such determination', 'unknown');
    const subject = { resource: row, resourceType: 'determination', resourceId: determinationId };
    return new Versioned(await this.personalData.reveal({ ...reading, ...subject }, row), BigInt(row.revision), BigInt(row.position));
  }

  /** The youth's determinations as far as `position`: for processes. */
  async idsOfYouth(youthId: string, position: bigint): Promise<readonly string[]> {
    await this.caughtUp(position);
    const rows = await this.projections.read(determinationsProjection.name, tx =>
      tx.getRepository(DeterminationRow).find({ select: { determinationId: true }, where: { youthId }, order: { determinationId: 'asc' } }));
    return rows.map(({ determinationId }) => determinationId);
  }
}
