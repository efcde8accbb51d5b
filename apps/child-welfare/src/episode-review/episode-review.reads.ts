import { Injectable } from '@nestjs/common';
import { DomainError } from '#kernel';
import { ProjectionReader } from '#projections';
import { PersonalDataReader, type Reading } from '#security';
import { reviewOf } from './domain/review.js';
import { episodeReviewProjection, ReviewedEpisodeRow, ReviewFactRow } from './episode-review.projection.js';

@Injectable()
export class EpisodeReviewReads {
  constructor(private readonly projections: ProjectionReader, private readonly personalData: PersonalDataReader) {}

  async one(episodeId: string, reading: Reading) {
    const { episode, facts } = await this.projections.read(episodeReviewProjection.name, async tx => {
      const found = await tx.getRepository(ReviewedEpisodeRow).findOneBy({ episodeId });
      if (!found) throw new DomainError('unknown-episode', 'No such missing-from-care episode', 'unknown');
      const { youthId, agency } = found;
      const led = await tx.getRepository(ReviewedEpisodeRow).find({ where: { mergedInto: episodeId, agency, inError: false }, order: { episodeId: 'asc' } });
      const merged = led.map(each => each.episodeId);
      // Whatever concerns the episode is shown, whoever answered for it then. Of the child, another agency's records are that agency's to show.
      const told = await tx.getRepository(ReviewFactRow).createQueryBuilder('fact')
        .where('fact.episodeId in (:...episodes)', { episodes: [episodeId, ...merged] })
        .orWhere('(fact.episodeId is null and fact.youthId = :youthId and (fact.agency is null or fact.agency = :agency))', { youthId, agency })
        .orderBy('fact.position').addOrderBy('fact.revision').getMany();
      const { inError: _, ...shown } = found;
      return { episode: { ...shown, merged }, facts: told };
    });
    const owner = { resource: episode, resourceType: 'missing-episode', resourceId: episodeId };
    return this.personalData.reveal({ ...reading, ...owner }, { ...episode, ...reviewOf(facts) });
  }
}
