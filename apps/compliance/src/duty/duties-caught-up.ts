import { Injectable } from '@nestjs/common';
import { awaitPosition } from '#http';
import { ProjectionReader } from '#projections';
import { dutiesProjection } from './duties.projection.js';
import { OPEN_DUTIES } from './open-duties.process.js';

@Injectable()
export class DutiesCaughtUp {
  constructor(private readonly projections: ProjectionReader) {}

  /** Duties follow from another service's events: first the process must have answered them, then what it wrote must be shown. */
  upTo(position?: bigint) {
    return awaitPosition(position, async (until, timeout) => {
      await this.projections.caughtUp(OPEN_DUTIES, until, timeout);
      await this.projections.caughtUp(dutiesProjection.name, await this.projections.logEnd(), timeout);
    });
  }
}
