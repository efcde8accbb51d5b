import { Injectable } from '@nestjs/common';
import type { SubjectKind } from '#contracts';
import { awaitPosition } from '#http';
import { DomainError } from '#kernel';
import { ProjectionReader } from '#projections';
import type { Subject } from './domain/report-decisions.js';
import { KnownSubjectRow, knownSubjectsProjection } from './known-subjects.projection.js';

@Injectable()
export class KnownSubjects {
  constructor(private readonly projections: ProjectionReader) {}

  /** Waits until child welfare's event at `position` has arrived here, where one is named. */
  async get(kind: SubjectKind, id: string, position?: bigint): Promise<Subject> {
    const { name } = knownSubjectsProjection;
    await awaitPosition(position, (until, timeout) => this.projections.caughtUp(name, until, timeout));
    const subject = await this.projections.read(name, tx => tx.getRepository(KnownSubjectRow).findOneBy({ kind, id }));
    if (!subject) throw new DomainError('unknown-subject', 'No such episode or determination is known here', 'unknown');
    return subject;
  }
}
