import { Injectable } from '@nestjs/common';
import { DomainError } from '#kernel';
import { ProjectionReader } from '#projections';
import { AccessTable, PersonalDataReader, type Reading } from '#security';
import { reviewOf } from './domain/review.js';
import { episodeReviewProjection, ReviewedEpisodeRow, ReviewFactRow } from './episode-review.projection.js';

type Placed = Pick<ReviewFactRow, 'position' | 'revision'>;
const inOrder = (one: Placed, other: Placed) => Number(BigInt(one.position) - BigInt(other.position)) || Number(one.revision) - Number(other.revision);

@Injectable()
export class EpisodeReviewReads {
  constructor(private readonly projections: ProjectionReader, private readonly personalData: PersonalDataReader, private readonly access: AccessTable) {}

  async one(episodeId: string, reading: Reading) {
    const { episode, led, facts } = await this.recorded(episodeId, reading);
    const records = [episode, ...led].map(record => ({ record, facts: facts.filter(fact => (fact.episodeId ?? episodeId) === record.episodeId) }));
    // each record is read, and audited, as itself
    const revealed = await this.personalData.revealAll(reading, records,
      ({ record }) => ({ resource: record, resourceType: 'missing-episode', resourceId: record.episodeId }));
    const { inError: _, ...shown } = episode;
    return { ...shown, merged: led.map(each => each.episodeId), ...reviewOf(revealed.flatMap(each => each.facts).sort(inOrder)) };
  }

  /** The episode, the records merged into it that the reader may read, and all that was recorded with them. */
  private recorded(episodeId: string, { actor, action, purpose }: Reading) {
    return this.projections.read(episodeReviewProjection.name, async tx => {
      const episodes = tx.getRepository(ReviewedEpisodeRow);
      const episode = await episodes.findOneBy({ episodeId });
      if (!episode) throw new DomainError('unknown-episode', 'No such missing-from-care episode', 'unknown');
      const { youthId, agency } = episode;
      const merged = await episodes.find({ where: { mergedInto: episodeId, agency, inError: false }, order: { episodeId: 'asc' } });
      const led = merged.filter(each => this.access.permits(actor, action, each, purpose));
      // Whatever concerns the episode is shown, whoever answered for it then. Of the child, another agency's records are that agency's to show.
      const facts = await tx.getRepository(ReviewFactRow).createQueryBuilder('fact')
        .where('fact.episodeId in (:...episodes)', { episodes: [episode, ...led].map(each => each.episodeId) })
        .orWhere('(fact.episodeId is null and fact.youthId = :youthId and (fact.agency is null or fact.agency = :agency))', { youthId, agency })
        .getMany();
      return { episode, led, facts };
    });
  }
}
