import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { EventStoreDBClient } from '@eventstore/db-client';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { DataSource } from 'typeorm';
import { Action } from '#http';
import { DomainError } from '#kernel';
import { ProjectionReader, rebuild, requestRedrive } from '#projections';
import type { AccessRow } from '#security';
import { SERVICE, type Service } from './service.js';

/** An operator sees and mends what runs; positions and codes, never a record's content. */
export const operatorRows: readonly AccessRow[] = ['operations:read', 'operations:mend'].map(action => ({ role: 'operator', action, when: [] }));

export class RedriveDto {
  @IsString() @MaxLength(40) name!: string;
  /** One parking key; all of them when left out. */
  @IsOptional() @IsString() @MaxLength(200) key?: string;
}

const texts = (row: object) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, typeof value === 'bigint' ? String(value) : value]));

@Controller('operations')
export class OperationsController {
  constructor(
    private readonly reader: ProjectionReader, private readonly dataSource: DataSource,
    private readonly client: EventStoreDBClient, @Inject(SERVICE) private readonly service: Service,
  ) {}

  @Get('projections')
  @Action('operations:read')
  async projections() {
    return (await this.reader.status()).map(texts);
  }

  @Get('parked')
  @Action('operations:read')
  async parked() {
    return (await this.reader.parked()).map(texts);
  }

  /** The owning worker tries the parked events again, in their order. */
  @Post('parked/redrive')
  @HttpCode(202)
  @Action('operations:mend')
  async redrive(@Body() { name, key }: RedriveDto) {
    await requestRedrive(this.dataSource, name, key);
    return { requested: true };
  }

  /** Builds the read model anew beside the running one, then switches readers to it. Answers when done. */
  @Post('projections/:name/rebuild')
  @HttpCode(200)
  @Action('operations:mend')
  async rebuild(@Param('name') name: string) {
    const projection = this.service.projections.find(found => found.name === name);
    if (!projection) throw new DomainError('unknown-projection', 'No such projection in this service', 'unknown');
    await rebuild({ client: this.client, dataSource: this.dataSource, projection });
    return { rebuilt: name };
  }
}
