import { Body, Controller, Get, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { newId, type Meta } from '#event-store';
import { Action, awaitPosition, MinPosition, RequestMeta, RequestReading, UuidParam, Versioned } from '#http';
import { DomainError } from '#kernel';
import { ProjectionReader } from '#projections';
import { PersonalDataReader, type Reading } from '#security';
import { recoveries } from './domain/recovery.js';
import { RecordRecovery, RecordRecoveryDto } from './record-recovery.js';
import { recoveriesProjection, RecoveryRow } from './recoveries.projection.js';

@Controller('recoveries')
export class RecoveryController {
  constructor(
    private readonly commands: CommandBus,
    private readonly projections: ProjectionReader,
    private readonly personalData: PersonalDataReader,
  ) {}

  /** `Min-Position`: the `Position` that child welfare answered for the episode. */
  @Post()
  @Action('recovery:record')
  record(@Body() dto: RecordRecoveryDto, @RequestMeta() meta: Meta, @MinPosition() position?: bigint) {
    return this.commands.execute(new RecordRecovery(newId(recoveries, meta), dto, meta, position));
  }

  @Get(':id')
  @Action('recovery:read')
  async one(@UuidParam('id') recoveryId: string, @RequestReading() reading: Reading, @MinPosition() position?: bigint) {
    const { name } = recoveriesProjection;
    await awaitPosition(position, (until, timeout) => this.projections.caughtUp(name, until, timeout));
    const row = await this.projections.read(name, tx => tx.getRepository(RecoveryRow).findOneBy({ recoveryId }));
    if (!row) throw new DomainError('unknown-recovery', 'There is no such recovery', 'unknown');
    const shown = await this.personalData.reveal({ ...reading, resource: row, resourceType: 'recovery', resourceId: recoveryId }, row);
    return new Versioned(shown, BigInt(row.revision), BigInt(row.position));
  }
}
