import { Injectable } from '@nestjs/common';
import type { DeterminationCorrected, EpisodeCorrected, SubjectKind } from '#contracts';
import { EventStore } from '#event-store';
import type { Recorded } from '#kernel';
import { ProjectionReader, type Process } from '#projections';
import { handOverReport } from './domain/report-decisions.js';
import { reports, type ReportDrafted } from './domain/report.js';
import { KnownSubjects } from './known-subjects.js';
import { recordKeeping } from './record-keeping.js';
import { reportsProjection } from './reports.projection.js';

type Moving = EpisodeCorrected | DeterminationCorrected | ReportDrafted;

const CAUGHT_UP_WITHIN_MS = 5_000;

const subjectOf = ({ data }: Moving): { readonly kind: SubjectKind; readonly id: string } =>
  'subjectId' in data ? { kind: data.subjectKind, id: data.subjectId }
  : 'episodeId' in data ? { kind: 'missing-episode', id: data.episodeId }
  : { kind: 'determination', id: data.determinationId };

/**
 * Reports follow their episode or determination to the agency and county it proves to be of: a report made by the former
 * one counts for the new one's duty. A draft is looked at too, since it may be written while the correction arrives.
 */
@Injectable()
export class ReportHandovers implements Process {
  readonly name = 'report-handovers';
  readonly eventTypes = ['EpisodeCorrected', 'DeterminationCorrected', 'ReportDrafted'];
  readonly concurrency = 4;

  constructor(private readonly store: EventStore, private readonly subjects: KnownSubjects, private readonly projections: ProjectionReader) {}

  parkingKey(event: Recorded): string {
    return (event as Recorded<Moving>).data.youthId;
  }

  async handle(event: Recorded): Promise<void> {
    const { kind, id } = subjectOf(event as Recorded<Moving>);
    const subject = await this.subjects.get(kind, id, event.position);
    await this.projections.caughtUp(reportsProjection.name, event.position, CAUGHT_UP_WITHIN_MS);
    const about: { report_id: string }[] = await this.projections.read(reportsProjection.name, tx =>
      tx.query('select report_id from report where subject_kind = $1 and subject_id = $2', [kind, id]));
    for (const { report_id: reportId } of about) await this.store.decide(reports, reportId, handOverReport(subject), recordKeeping(this.name, event));
  }
}
