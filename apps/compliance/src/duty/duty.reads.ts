import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { decodeCursor, pageOf, PageQuery, Versioned, type Page } from '#http';
import { Clock, DomainError, plusHours, type Actor } from '#kernel';
import { ProjectionReader } from '#projections';
import { AccessTable } from '#security';
import type { KnownDuty } from './domain/duty.js';
import { dutiesProjection, DutyRow } from './duties.projection.js';

const STANDINGS = ['open', 'due-soon', 'overdue', 'paused', 'met', 'waived', 'voided', 'ended'] as const;

export class DutiesQuery extends PageQuery {
  /** `due-soon`: open, its deadline within `withinHours`; `overdue`: open, its deadline past. */
  @ApiPropertyOptional({ enum: STANDINGS }) @IsOptional() @IsIn(STANDINGS) standing?: (typeof STANDINGS)[number];
  @ApiPropertyOptional({ minimum: 1, maximum: 720, default: 6 })
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(720) withinHours = 6;
}

type Shown = Omit<DutyRow, 'aggregate' | 'nextAt' | 'dueOrder'>;
const shown = ({ aggregate: _, nextAt: __, dueOrder: ___, ...row }: DutyRow): Shown => row;

/** By what authority, for what reason, in the order of recording. */
const exceptionsOf = ({ exceptions }: KnownDuty) => exceptions.map(({ type, data }) => {
  const { dutyId: _, youthId: __, subjectKind: ___, subjectId: ____, ruleId: _____, openedBy: ______, ...said } = data;
  return { exception: type, ...said };
});

@Injectable()
export class DutyReads {
  constructor(private readonly projections: ProjectionReader, private readonly access: AccessTable, private readonly clock: Clock) {}

  async one(dutyId: string, actor: Actor) {
    const row = await this.projections.read(dutiesProjection.name, tx => tx.getRepository(DutyRow).findOneBy({ dutyId }));
    if (!row) throw new DomainError('unknown-duty', 'No such duty', 'unknown');
    this.access.check(actor, 'duty:read', row);
    const { aggregate } = row;
    const one = { ...shown(row), ruleDeadline: aggregate.terms.deadline, alerts: aggregate.terms.alerts, exceptions: exceptionsOf(aggregate) };
    return new Versioned(one, BigInt(row.revision), BigInt(row.position));
  }

  /** The actor's agency's duties, of those its county's only where it is bound to one; the earliest deadline first. */
  async list({ standing, withinHours, limit, cursor }: DutiesQuery, actor: Actor): Promise<Page<Shown>> {
    const after = decodeCursor(cursor, 'moment', 'uuid');
    const now = this.clock.now();
    const rows = await this.projections.read(dutiesProjection.name, tx => {
      const found = tx.getRepository(DutyRow).createQueryBuilder('duty').where('duty.agency = :agency', { agency: actor.agency });
      if (actor.county) found.andWhere('duty.county = :county', { county: actor.county });
      if (standing === 'due-soon') {
        found.andWhere(`duty.status = 'open' and duty.deadline >= :now and duty.deadline <= :soon`, { now, soon: plusHours(now, withinHours) });
      } else if (standing === 'overdue') {
        found.andWhere(`duty.status = 'open' and duty.deadline < :now`, { now });
      } else if (standing === 'paused') {
        found.andWhere(`duty.status = 'open' and duty.pausedAt is not null`);
      } else if (standing) {
        found.andWhere('duty.status = :standing', { standing });
      }
      if (after) found.andWhere('(duty.dueOrder, duty.dutyId) > (:due, :dutyId)', { due: after[0], dutyId: after[1] });
      return found.orderBy('duty.dueOrder').addOrderBy('duty.dutyId').take(limit + 1).getMany();
    });
    const page = pageOf(rows, limit, row => [row.dueOrder, row.dutyId]);
    return { ...page, items: page.items.map(shown) };
  }
}
