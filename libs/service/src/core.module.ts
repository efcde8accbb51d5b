import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { EventStoreDBClient } from '@eventstore/db-client';
import { CqrsModule } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { EventStore } from '#event-store';
import { Clock } from '#kernel';
import { ConsumerLag } from '#kafka';
import { ProjectionReader } from '#projections';
import { AccessTable, AuditLog, KeyRing, PersonalDataReader, Pseudonyms, TokenVerifier } from '#security';
import type { Dependencies } from './dependencies.js';
import { ExchangeController } from './exchange.controller.js';
import { OperationsController, operatorRows } from './operations.controller.js';
import { KAFKA, SERVICE, type Service } from './service.js';

/** What every feature may inject. */
@Module({})
export class CoreModule {
  static of(service: Service, open: Dependencies): DynamicModule {
    const access = new AccessTable([...service.access.rows, ...operatorRows]);
    const providers: Provider[] = [
      { provide: SERVICE, useValue: service },
      { provide: KAFKA, useValue: open.kafka },
      { provide: EventStoreDBClient, useValue: open.client },
      { provide: DataSource, useValue: open.dataSource },
      { provide: KeyRing, useValue: open.keyRing },
      { provide: Pseudonyms, useValue: open.pseudonyms },
      { provide: TokenVerifier, useValue: open.tokens },
      { provide: Clock, useValue: open.clock },
      { provide: EventStore, useValue: open.store },
      { provide: AccessTable, useValue: access },
      { provide: ProjectionReader, useFactory: () => new ProjectionReader({ client: open.client, dataSource: open.dataSource }) },
      { provide: ConsumerLag, useFactory: () => new ConsumerLag(open.kafka, service.exchange?.inbound) },
      { provide: AuditLog, useFactory: () => new AuditLog(open.dataSource) },
      {
        provide: PersonalDataReader,
        inject: [AuditLog],
        useFactory: (audit: AuditLog) => new PersonalDataReader(open.keyRing, audit, access, open.clock),
      },
    ];
    return {
      module: CoreModule, global: true, imports: [CqrsModule.forRoot()], 
      controllers: [OperationsController, ...(service.exchange?.inbound ? [ExchangeController] : [])], providers,
      exports: [...providers, CqrsModule],
    };
  }
}
