import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsUUID } from 'class-validator';
import { SEAL_LEVELS, type SealLevel } from '#contracts';
import { EventStore, type Meta } from '#event-store';
import { Example, toResponse } from '#http';
import { AccessTable, permitted } from '#security';
import { CASE, DOCUMENT, loadCase, PARTY } from '../case/index.js';
import { partId } from '../part-id.js';
import { CourtRecords } from '../records/index.js';
import { caseSeals, seal, SEALABLE, type Seal } from './domain/seals.js';
import { kindOfOrder } from './kind-of-order.js';

const TARGETS = { case: CASE, document: DOCUMENT, person: PARTY } as const;

@Example<PlaceSealDto>({
  kind: 'case', targetId: '1d2c3b4a-5f6e-4a7b-8c9d-0e1f2a3b4c5d', level: 'court', orderId: '8e7d6c5b-4a39-4827-9615-04f3e2d1c0b9',
})
export class PlaceSealDto {
  @IsIn(SEALABLE, { context: { code: 'unknown-kind' } }) kind!: Seal['kind'];
  /** The case itself, one of its documents, or one of its parties. */
  @IsUUID() targetId!: string;
  @IsIn(SEAL_LEVELS, { context: { code: 'unknown-level' } }) level!: SealLevel;
  /** Of sealing, or to open a case to the public of unsealing; entered in this case. */
  @IsUUID() orderId!: string;
}

export class PlaceSeal extends Command<object> {
  constructor(readonly caseId: string, readonly data: PlaceSealDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(PlaceSeal)
export class PlaceSealHandler implements ICommandHandler<PlaceSeal> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords) {}

  async execute({ caseId, data, meta }: PlaceSeal) {
    await this.records.visible(meta.actor, CASE, caseId);
    await this.records.visible(meta.actor, TARGETS[data.kind], data.targetId, caseId);
    const { youthId, court, county } = await loadCase(this.store, caseId);
    const ids = { caseId, youthId, sealId: partId('seal', caseId, meta) };
    const decision = seal(ids, data, await kindOfOrder(this.store, data.orderId, caseId));
    const whose = () => ({ agency: court, county });
    const appended = await this.store.decide(caseSeals, caseId, permitted(this.access, meta.actor, 'seal:place', whose, decision), meta);
    await this.records.caughtUp(appended.position); // what it hides is hidden before it is answered
    return toResponse(appended, { sealId: ids.sealId });
  }
}
