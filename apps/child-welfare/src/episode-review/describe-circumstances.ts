import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type Appended, type Meta } from '#event-store';
import { DomainError, instant, personal } from '#kernel';
import { AccessTable, permitted } from '#security';
import { missingEpisodes } from '../missing-episode/index.js';
import type { DescribeCircumstancesDto } from './circumstances.dto.js';
import { describeCircumstances, episodeCircumstances, type Circumstances } from './domain/episode-circumstances.js';

/** Throws `not-a-time` for a day that no calendar has. */
const existingDay = (day: string): string => instant(`${day}T00:00:00Z`).slice(0, 10);

/** Everything told in words is sealed; codes, dates and instants are not. */
const circumstancesOf = (
  { placement, services, treatment, specialNeeds, screeningsDue, trauma, supportiveAdults }: DescribeCircumstancesDto,
): Circumstances => ({
  ...(placement && {
    placement: {
      kind: placement.kind, ...(placement.since && { since: instant(placement.since) }), ...(placement.name && { name: personal(placement.name) }),
    },
  }),
  ...(services && { services: services.map(({ kind, provider }) => ({ kind, ...(provider && { provider: personal(provider) }) })) }),
  ...(treatment && { treatment: treatment.map(personal) }),
  ...(specialNeeds && { specialNeeds: specialNeeds.map(personal) }),
  ...(screeningsDue && { screeningsDue: screeningsDue.map(({ screening, dueOn }) => ({ screening, ...(dueOn && { dueOn: existingDay(dueOn) }) })) }),
  ...(trauma && { trauma: { unaddressed: trauma.unaddressed, ...(trauma.description && { description: personal(trauma.description) }) } }),
  ...(supportiveAdults && {
    supportiveAdults: supportiveAdults.map(({ relation, name, contact }) => ({ relation, person: personal({ name, ...(contact && { contact }) }) })),
  }),
});

const episodeOf = async (store: EventStore, episodeId: string) => {
  const episode = (await store.load(missingEpisodes, episodeId))?.state;
  if (!episode || episode.status === 'none') throw new DomainError('unknown-episode', 'No such missing-from-care episode', 'unknown');
  return episode;
};

export class DescribeCircumstances extends Command<Appended> {
  constructor(readonly episodeId: string, readonly data: DescribeCircumstancesDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(DescribeCircumstances)
export class DescribeCircumstancesHandler implements ICommandHandler<DescribeCircumstances> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  async execute({ episodeId, data, meta }: DescribeCircumstances) {
    const episode = await episodeOf(this.store, episodeId);
    const decision = describeCircumstances({
      ...circumstancesOf(data), descriptionId: meta.commandId, episodeId, youthId: episode.youthId, learnedAt: instant(data.learnedAt),
    });
    return this.store.decide(episodeCircumstances, episodeId, permitted(this.access, meta.actor, 'episode-circumstances:describe', () => episode, decision), meta);
  }
}
