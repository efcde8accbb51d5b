import { Injectable } from '@nestjs/common';
import { CourtCaseRow } from '../case/index.js';
import type { Actor } from '#kernel';
import { CourtRecords, levelOf, unknown } from '../records/index.js';
import { SealRow } from './seal.row.js';

@Injectable()
export class SealingReads {
  constructor(private readonly records: CourtRecords) {}

  /** The seals in force on a case and its parts: for the court's own staff. */
  async ofCase(caseId: string, actor: Actor) {
    const { found, seals } = await this.records.read(actor, async tx => ({
      found: await tx.getRepository(CourtCaseRow).existsBy({ caseId }),
      seals: await tx.getRepository(SealRow).find({ where: { caseId }, order: { sealedAt: 'asc', sealId: 'asc' } }),
    }));
    if (!found) throw unknown('case');
    return { items: seals.map(({ rank, ...seal }) => ({ ...seal, level: levelOf(rank) })) };
  }
}
