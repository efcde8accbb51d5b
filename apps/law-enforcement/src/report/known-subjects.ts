import { Injectable } from '@nestjs/common';
import type { SubjectKind } from '#contracts';
import { awaitPosition } from '#http';
import { DomainError, type Instant } from '#kernel';
import { ProjectionReader } from '#projections';
import type { Report } from './domain/report.js';
import { KnownSubjectRow, knownSubjectsProjection } from './known-subjects.projection.js';

@Injectable()
export class KnownSubjects {
  constructor(private readonly projections: ProjectionReader) {}

  /** Waits until child welfare's event at `position` has arrived here, where one is named. */
  async get(kind: SubjectKind, id: string, position?: bigint): Promise<KnownSubjectRow> {
    const { name } = knownSubjectsProjection;
    await awaitPosition(position, (until, timeout) => this.projections.caughtUp(name, until, timeout));
    const subject = await this.projections.read(name, tx => tx.getRepository(KnownSubjectRow).findOneBy({ kind, id }));
    if (!subject) throw new DomainError('unknown-subject', 'No such episode or determination is known here', 'unknown');
    return subject;
  }

  /** When child welfare says the child of this report was located; null while it does not. */
  async locatedAt(report: Report | undefined, position?: bigint): Promise<Instant | null> {
    if (!report || report.status === 'none') return null;
    const { locatedAt } = await this.get(report.draft.subjectKind, report.draft.subjectId, position);
    return locatedAt;
  }
}
