import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  childLocatedMessage, concernReceivedMessage, historyBackfilledMessage, missingReportedMessage, placementChangedMessage, reportMadeMessage,
  youthCorrectedMessage, youthRegisteredMessage,
} from '#contracts';
import type { Meta } from '#event-store';
import type { Handled, InboundMessage, Produced, SoFar } from '#kafka';
import { Clock } from '#kernel';
import { childLocated } from './child-located.js';
import { Children } from './children.js';
import { concernReceived } from './concern-received.js';
import { historyBackfilled } from './history-backfilled.js';
import { missingReported } from './missing-reported.js';
import { placementChanged } from './placement-changed.js';
import { reportMade } from './report-made.js';
import type { Telling, Told } from './told.js';
import { youthCorrected } from './youth-corrected.js';
import { youthRegistered } from './youth-registered.js';

/** By type, each for the data of that type: the exchange has checked it against the type's schema. */
const TELLINGS: Readonly<Record<string, Telling<never>>> = {
  [youthRegisteredMessage.type]: youthRegistered,
  [youthCorrectedMessage.type]: youthCorrected,
  [concernReceivedMessage.type]: concernReceived,
  [missingReportedMessage.type]: missingReported,
  [childLocatedMessage.type]: childLocated,
  [placementChangedMessage.type]: placementChanged,
  [reportMadeMessage.type]: reportMade,
};

const metaOf = ({ commandId, fingerprint, correlationId, partner: { source, agency } }: InboundMessage): Meta =>
  ({ commandId, fingerprint, correlationId, actor: { subject: source, role: 'partner-system', agency, county: null } });

/** What a state's own system tells over Kafka, done by the same commands as what people enter. */
@Injectable()
export class PartnerExchange {
  constructor(private readonly commands: CommandBus, private readonly children: Children, private readonly clock: Clock) {}

  /** Throws a DomainError with `details.pointer` where the message is refused. */
  async handle(message: InboundMessage, soFar: SoFar = async () => undefined): Promise<Handled> {
    const { type, data, child, partner } = message;
    const told = { data, child, partner, meta: metaOf(message) };
    if (type === historyBackfilledMessage.type) {
      return historyBackfilled(told as Told<never>, this.clock.now(), (itemType, item) => this.tell(itemType, item), soFar);
    }
    return { produced: [await this.tell(type, told)] };
  }

  private async tell(type: string, told: Told<unknown>): Promise<Produced> {
    const telling = TELLINGS[type];
    if (!telling) throw new Error('A message type without anyone to handle it');
    return telling(told as Told<never>, { commands: this.commands, children: this.children });
  }
}
