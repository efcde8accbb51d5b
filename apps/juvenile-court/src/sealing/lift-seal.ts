import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsUUID } from 'class-validator';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example } from '#http';
import { AccessTable, permitted } from '#security';
import { CASE, loadCase } from '../case/index.js';
import { CourtRecords } from '../records/index.js';
import { caseSeals, unseal } from './domain/seals.js';
import { kindOfOrder } from './kind-of-order.js';

@Example<LiftSealDto>({ orderId: '8e7d6c5b-4a39-4827-9615-04f3e2d1c0b9' })
export class LiftSealDto {
  /** Of unsealing, or to close a case to the public again of sealing; entered in this case. */
  @IsUUID() orderId!: string;
}

export class LiftSeal extends Command<Appended> {
  constructor(readonly caseId: string, readonly sealId: string, readonly data: LiftSealDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(LiftSeal)
export class LiftSealHandler implements ICommandHandler<LiftSeal> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords) {}

  async execute({ caseId, sealId, data, meta }: LiftSeal) {
    await this.records.visible(meta.actor, CASE, caseId);
    const { youthId, court, county } = await loadCase(this.store, caseId);
    const whose = () => ({ agency: court, county });
    const decision = unseal({ caseId, youthId, sealId }, data.orderId, await kindOfOrder(this.store, data.orderId, caseId));
    const appended = await this.store.decide(caseSeals, caseId, permitted(this.access, meta.actor, 'seal:lift', whose, decision), meta);
    await this.records.caughtUp(appended.position); // it may have been what opened the case to the public
    return appended;
  }
}
