import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { awaitPosition } from '#http';
import { ProjectionReader } from '#projections';
import type { Owed } from './domain/closing.js';
import { EpisodeDutyRow, LastFactRow, openDutiesProjection } from './open-duties.projection.js';

@Injectable()
export class OpenDuties {
  constructor(private readonly projections: ProjectionReader) {}

  caughtUp(position?: bigint): Promise<void> {
    return awaitPosition(position, (until, timeout) => this.projections.caughtUp(openDutiesProjection.name, until, timeout));
  }

  /** `merged`: the episodes that are led on in it, of which all must be assessed too. */
  async of(episodeId: string, merged: readonly string[]): Promise<Owed> {
    const { name } = openDutiesProjection;
    const [duties, facts] = await this.projections.read(name, async tx => [
      await tx.getRepository(EpisodeDutyRow).find({ where: { episodeId }, order: { ruleId: 'asc', dutyId: 'asc' } }),
      await tx.getRepository(LastFactRow).findBy({ episodeId: In([episodeId, ...merged]) }),
    ]);
    const parked = new Set((await this.projections.parked(name)).map(({ key }) => key));
    return {
      assessed: facts.length > merged.length && facts.every(({ assessed, youthId }) => assessed && !parked.has(youthId)),
      open: duties.filter(({ open, waived }) => open && !waived), waived: duties.filter(({ waived }) => waived).map(({ ruleId }) => ruleId),
    };
  }
}
