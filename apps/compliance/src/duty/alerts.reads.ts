import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import type { EntityManager } from 'typeorm';
import { decodeCursor, pageOf, PageQuery } from '#http';
import { Clock, plusHours, type Actor, type Instant } from '#kernel';
import { ProjectionReader } from '#projections';
import { AlertRow, dutiesProjection } from './duties.projection.js';

export class DigestQuery extends PageQuery {
  /** What was raised within so many hours. */
  @ApiPropertyOptional({ minimum: 1, maximum: 720, default: 24 })
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(720) hours = 24;
}

type Count = { readonly key: string; readonly count: number };

@Injectable()
export class AlertReads {
  constructor(private readonly projections: ProjectionReader, private readonly clock: Clock) {}

  /** What waits for the actor's role; and the alert load, which is everybody's, by level and by role. */
  async digest({ hours, limit, cursor }: DigestQuery, actor: Actor) {
    const after = decodeCursor(cursor, 'moment', 'uuid', 'number');
    const to = this.clock.now();
    const from = plusHours(to, -hours);
    const { rows, byLevel, byRole } = await this.projections.read(dutiesProjection.name, async tx => {
      const found = this.raisedSince(tx, actor, from).andWhere('alert.notify = :role', { role: actor.role });
      if (after) found.andWhere('(alert.deadline, alert.dutyId, alert.level) > (:deadline, :dutyId, :level)', { deadline: after[0], dutyId: after[1], level: after[2] });
      return {
        rows: await found.orderBy('alert.deadline').addOrderBy('alert.dutyId').addOrderBy('alert.level').take(limit + 1).getMany(),
        byLevel: await this.countsBy('level', tx, actor, from),
        byRole: await this.countsBy('notify', tx, actor, from),
      };
    });
    const page = pageOf(rows, limit, row => [row.deadline, row.dutyId, row.level]);
    return { agency: actor.agency, county: actor.county, role: actor.role, from, to, load: { byLevel, byRole }, ...page };
  }

  private raisedSince(tx: EntityManager, { agency, county }: Actor, from: Instant) {
    const found = tx.getRepository(AlertRow).createQueryBuilder('alert').where('alert.agency = :agency and alert.raisedAt >= :from', { agency, from });
    return county ? found.andWhere('alert.county = :county', { county }) : found;
  }

  private async countsBy(column: 'level' | 'notify', tx: EntityManager, actor: Actor, from: Instant): Promise<Record<string, number>> {
    const counts: Count[] = await this.raisedSince(tx, actor, from)
      .select(`alert.${column}`, 'key').addSelect('count(*)::int', 'count').groupBy(`alert.${column}`).orderBy(`alert.${column}`).getRawMany();
    return Object.fromEntries(counts.map(({ key, count }) => [key, count]));
  }
}
