import { Injectable } from '@nestjs/common';
import { Versioned } from '#http';
import { DomainError, type Actor } from '#kernel';
import { AccessTable, PersonalDataReader, type Reading } from '#security';
import { KnownSubjects } from './known-subjects.js';
import { packetOf, type Packet } from './packet.js';
import { ReportReads } from './report.reads.js';
import type { ReportRow } from './reports.projection.js';

const WITHHELD = { withheld: true } as const;

const withheld = ({ receipts, ncicEntries }: Pick<ReportRow, 'receipts' | 'ncicEntries'>) => ({
  receipts: receipts.map(kept => ({ ...kept, receipt: WITHHELD })),
  ncicEntries: ncicEntries.map(entry => ({ ...entry, nicNumber: entry.nicNumber && WITHHELD })),
});

@Injectable()
export class PacketReads {
  constructor(
    private readonly reports: ReportReads, private readonly subjects: KnownSubjects,
    private readonly access: AccessTable, private readonly personalData: PersonalDataReader,
  ) {}

  async one(reportId: string, reading: Reading, position?: bigint): Promise<Versioned<Packet>> {
    const row = await this.reports.row(reportId);
    const { receipts, ncicEntries } = row;
    const visible = this.readsReceipts(reading.actor) ? { receipts, ncicEntries } : withheld(row);
    const opened = await this.personalData.reveal({ ...reading, resource: row, resourceType: 'report', resourceId: reportId }, visible);
    if (row.subjectKind !== 'missing-episode') throw new DomainError('no-packet', 'Only a report of a missing child has a packet');
    const subject = await this.subjects.get(row.subjectKind, row.subjectId, position);
    return new Versioned(packetOf(row, subject, opened), BigInt(row.revision), BigInt(row.position));
  }

  /** A packet is printed by more roles than may read receipts. */
  private readsReceipts(actor: Actor) {
    return this.access.rows.some(({ role, action }) => role === actor.role && action === 'report:read');
  }
}
