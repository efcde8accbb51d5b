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
      // Another agency's records of the same child are that agency's to show.
      const told = await tx.getRepository(ReviewFactRow).createQueryBuilder('fact')
        .where('(fact.episodeId = :episodeId or (fact.episodeId is null and fact.youthId = :youthId))', { episodeId, youthId })
        .andWhere('(fact.agency is null or fact.agency = :agency)', { agency })
        .orderBy('fact.position').addOrderBy('fact.revision').getMany();
      return { episode: found, facts: told };
    });
    const owner = { resource: episode, resourceType: 'missing-episode', resourceId: episodeId };
    return this.personalData.reveal({ ...reading, ...owner }, { ...episode, ...reviewOf(facts) });
  }
}
