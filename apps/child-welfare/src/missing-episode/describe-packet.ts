import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example } from '#http';
import { AccessTable, permitted } from '#security';
import { missingEpisodes } from './domain/missing-episode.js';
import { describePacket } from './domain/reporting.js';
import { whose } from './whose.js';

const Told = (): PropertyDecorator => (target, name) =>
  [IsOptional(), IsString(), Matches(/\S/), MaxLength(1000)].forEach(rule => rule(target, name));

/** Each element is optional: what is missing is listed and never holds anything up. */
@Example<DescribePacketDto>({ photo: 'records/photos/example-1', height: '165 cm', hairColor: 'brown', prescriptionMedications: 'none' })
export class DescribePacketDto {
  /** Where the photo lies: a reference, never the photo itself. */
  @Told() photo?: string;
  @Told() height?: string;
  @Told() weight?: string;
  @Told() sex?: string;
  @Told() ethnicity?: string;
  @Told() race?: string;
  @Told() hairColor?: string;
  @Told() eyeColor?: string;
  @Told() pregnancy?: string;
  @Told() prescriptionMedications?: string;
  @Told() suicidalTendencies?: string;
  @Told() traffickingVulnerability?: string;
  @Told() otherRisks?: string;
}

export class DescribePacket extends Command<Appended> {
  constructor(readonly episodeId: string, readonly data: DescribePacketDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(DescribePacket)
export class DescribePacketHandler implements ICommandHandler<DescribePacket> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ episodeId, data, meta }: DescribePacket) {
    const decision = describePacket({ ...data });
    return this.store.decide(missingEpisodes, episodeId, permitted(this.access, meta.actor, 'missing-episode:update', whose, decision), meta);
  }
}
