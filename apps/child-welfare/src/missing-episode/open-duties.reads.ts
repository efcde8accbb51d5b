import { Injectable } from '@nestjs/common';
import { awaitPosition } from '#http';
import { ProjectionReader } from '#projections';
import type { OpenDuty } from './domain/closing.js';
import { EpisodeDutyRow, openDutiesProjection } from './open-duties.projection.js';

@Injectable()
export class OpenDuties {
  constructor(private readonly projections: ProjectionReader) {}

  caughtUp(position?: bigint): Promise<void> {
    return awaitPosition(position, (until, timeout) => this.projections.caughtUp(openDutiesProjection.name, until, timeout));
  }

  of(episodeId: string): Promise<readonly OpenDuty[]> {
    return this.projections.read(openDutiesProjection.name, tx =>
      tx.getRepository(EpisodeDutyRow).find({ where: { episodeId, open: true }, order: { ruleId: 'asc', dutyId: 'asc' } }));
  }
}
