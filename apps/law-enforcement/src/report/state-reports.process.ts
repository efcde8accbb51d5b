import { Injectable } from '@nestjs/common';
import type { Receipt, StateReportReceived } from '#contracts';
import { EventStore } from '#event-store';
import { clearOf, type Personal, type Recorded, type Sealed } from '#kernel';
import type { Process } from '#projections';
import { KeyRing } from '#security';
import { reports } from './domain/report.js';
import { keepStateReport } from './domain/state-report.js';
import { KnownSubjects } from './known-subjects.js';
import { recordKeeping } from './record-keeping.js';

/** A report that the state made itself reaches child welfare; here it becomes a report like any other, so that duties see it. */
@Injectable()
export class StateReports implements Process {
  readonly name = 'state-reports';
  readonly eventTypes = ['StateReportReceived'];
  readonly concurrency = 4;

  constructor(private readonly store: EventStore, private readonly subjects: KnownSubjects, private readonly keyRing: KeyRing) {}

  parkingKey(event: Recorded): string {
    return (event as Recorded<StateReportReceived>).data.youthId;
  }

  async handle(event: Recorded): Promise<void> {
    const { data, position } = event as Recorded<StateReportReceived>;
    const { reportId, episodeId, recipient, madeAt, channel, acknowledgedAt } = data;
    const subject = await this.subjects.get('missing-episode', episodeId, position);
    const receipt = data.receipt && (await this.opened(data.receipt));
    const decision = keepStateReport({ reportId, subject, recipient, madeAt, channel, receipt, acknowledgedAt });
    await this.store.decide(reports, reportId, decision, recordKeeping(this.name, event));
  }

  /** For the decision, which compares receipts; it is sealed again before it is stored. None once it was erased. */
  private async opened(token: Sealed): Promise<Receipt | undefined> {
    const [opened] = await this.keyRing.open([token]);
    return clearOf(opened as Personal<Receipt>);
  }
}
