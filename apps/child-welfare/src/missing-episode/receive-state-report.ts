import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type Appended, type Meta } from '#event-store';
import { AccessTable, permitted, Pseudonyms } from '#security';
import { missingEpisodes } from './domain/missing-episode.js';
import { receiveStateReport, type StateReport } from './domain/state-reports.js';
import { whose } from './whose.js';

export class ReceiveStateReport extends Command<Appended & { readonly reportId: string }> {
  constructor(readonly episodeId: string, readonly data: Omit<StateReport, 'reportId'>, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(ReceiveStateReport)
export class ReceiveStateReportHandler implements ICommandHandler<ReceiveStateReport> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly pseudonyms: Pseudonyms) {}

  async execute({ episodeId, data, meta }: ReceiveStateReport) {
    const reportId = this.pseudonyms.uuid('state-report', episodeId, data.recipient, data.madeAt, data.channel); // what makes it this report and no other
    const decision = receiveStateReport({ ...data, reportId });
    const appended = await this.store.decide(missingEpisodes, episodeId, permitted(this.access, meta.actor, 'state-report:receive', whose, decision), meta);
    return { ...appended, reportId };
  }
}
