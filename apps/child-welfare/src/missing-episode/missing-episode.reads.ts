import { Injectable } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import { decodeCursor, pageOf, PageQuery, Versioned, type Page } from '#http';
import { DomainError, type Actor } from '#kernel';
import { ProjectionReader } from '#projections';
import { PersonalDataReader, type Reading } from '#security';
import { MissingEpisodeRow, missingEpisodesProjection } from './missing-episodes.projection.js';

export class EpisodesQuery extends PageQuery {
  @IsOptional() @IsIn(['missing', 'located', 'in-error']) status?: MissingEpisodeRow['status'];
}

/** What a list shows: nothing personal, so nothing to open and nothing to audit. */
type Listed = Omit<MissingEpisodeRow, 'lastSeenPlace' | 'attempts'>;

@Injectable()
export class MissingEpisodeReads {
  constructor(private readonly projections: ProjectionReader, private readonly personalData: PersonalDataReader) {}

  async one(episodeId: string, reading: Reading) {
    const row = await this.projections.read(missingEpisodesProjection.name, tx => tx.getRepository(MissingEpisodeRow).findOneBy({ episodeId }));
    if (!row) throw new DomainError('unknown-episode', 'No such missing-from-care episode', 'unknown');
    const shown = await this.personalData.reveal({ ...reading, resource: row, resourceType: 'missing-episode', resourceId: episodeId }, row);
    return new Versioned(shown, BigInt(row.revision), BigInt(row.position));
  }

  /** The actor's agency's episodes, and of those only its county's when it is bound to one; the oldest first. */
  async list({ status, limit, cursor }: EpisodesQuery, actor: Actor): Promise<Page<Listed>> {
    const after = decodeCursor(cursor, 2);
    const rows = await this.projections.read(missingEpisodesProjection.name, tx => {
      const found = tx.getRepository(MissingEpisodeRow).createQueryBuilder('episode').where('episode.agency = :agency', { agency: actor.agency });
      if (actor.county) found.andWhere('episode.county = :county', { county: actor.county });
      if (status) found.andWhere('episode.status = :status', { status });
      if (after) found.andWhere('(episode.learnedAt, episode.episodeId) > (:learnedAt, :episodeId)', { learnedAt: after[0], episodeId: after[1] });
      return found.orderBy('episode.learnedAt').addOrderBy('episode.episodeId').take(limit + 1).getMany();
    });
    const page = pageOf(rows, limit, row => [row.learnedAt, row.episodeId]);
    return { ...page, items: page.items.map(({ lastSeenPlace: _, attempts: __, ...row }) => row) };
  }
}
