import { Injectable } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import { awaitPosition, decodeCursor, pageOf, PageQuery, Versioned, type Page } from '#http';
import { DomainError, type Actor } from '#kernel';
import { ProjectionReader } from '#projections';
import { PersonalDataReader, type Reading } from '#security';
import { stepsLeft } from './domain/closing.js';
import { missingElements } from './domain/packet.js';
import { MissingEpisodeRow } from './missing-episode.row.js';
import { missingEpisodesProjection } from './missing-episodes.projection.js';
import type { PrintedEpisode } from './packet.page.js';

export class EpisodesQuery extends PageQuery {
  @IsOptional() @IsIn(['missing', 'located', 'returned', 'closed', 'in-error']) status?: MissingEpisodeRow['status'];
}

/** What a list shows: nothing personal, so nothing to open and nothing to audit. */
const listed = ({
  episodeId, youthId, agency, state, county, coverage, coveredFrom, ageBand, category, status, learnedAt, learnedBy, lastSeenAt, locatedAt,
  locatedLearnedAt, circumstance, returned, closedAt, merged, mergedInto, revision, position,
}: MissingEpisodeRow) => ({
  episodeId, youthId, agency, state, county, coverage, coveredFrom, ageBand, category, status, learnedAt, learnedBy, lastSeenAt, locatedAt,
  locatedLearnedAt, circumstance, returned, closedAt, merged, mergedInto, revision, position,
});

const openSteps = ({ returned, interviews, screenings, factors, responses, services }: MissingEpisodeRow) => stepsLeft({
  returned: returned !== null, interview: interviews.length > 0, screening: screenings.length > 0, factors: factors.length > 0,
  response: responses.length > 0, services: services.length > 0,
});

/** Told although telling was withheld: the record shows both, and that they contradict each other. */
const flagged = ({ notices, withheldNotices }: MissingEpisodeRow) => notices.map(notice => {
  const { about, to, givenAt } = notice;
  return { ...notice, despiteWithholding: withheldNotices.some(withheld => withheld.about === about && withheld.to === to && withheld.withheldAt <= givenAt) };
});

@Injectable()
export class MissingEpisodeReads {
  constructor(private readonly projections: ProjectionReader, private readonly personalData: PersonalDataReader) {}

  caughtUp(position?: bigint): Promise<void> {
    return awaitPosition(position, (until, timeout) => this.projections.caughtUp(missingEpisodesProjection.name, until, timeout));
  }

  async one(episodeId: string, reading: Reading) {
    const row = await this.row(episodeId);
    const episode = { ...row, notices: flagged(row), missingElements: missingElements(row.packet), openSteps: openSteps(row) };
    const shown = await this.personalData.reveal({ ...reading, resource: row, resourceType: 'missing-episode', resourceId: episodeId }, episode);
    return new Versioned(shown, BigInt(row.revision), BigInt(row.position));
  }

  /** The packet and where the child was last seen, opened for whoever may read the episode. */
  async packet(episodeId: string, reading: Reading): Promise<Versioned<PrintedEpisode>> {
    const row = await this.row(episodeId);
    const { youthId, agency, county, category, learnedAt, lastSeenAt, lastSeenPlace, locatedAt, packet } = row;
    const shown = await this.personalData.reveal(
      { ...reading, resource: row, resourceType: 'missing-episode', resourceId: episodeId },
      { episodeId, youthId, agency, county, category, learnedAt, lastSeenAt, lastSeenPlace, locatedAt, packet });
    return new Versioned(shown, BigInt(row.revision), BigInt(row.position));
  }

  private async row(episodeId: string): Promise<MissingEpisodeRow> {
    const row = await this.projections.read(missingEpisodesProjection.name, tx => tx.getRepository(MissingEpisodeRow).findOneBy({ episodeId }));
    if (!row) throw new DomainError('unknown-episode', 'No such missing-from-care episode', 'unknown');
    return row;
  }

  /** The actor's agency's episodes, and of those only its county's when it is bound to one; the oldest first. */
  async list({ status, limit, cursor }: EpisodesQuery, actor: Actor): Promise<Page<ReturnType<typeof listed>>> {
    const after = decodeCursor(cursor, 'moment', 'uuid');
    const rows = await this.projections.read(missingEpisodesProjection.name, tx => {
      const found = tx.getRepository(MissingEpisodeRow).createQueryBuilder('episode').where('episode.agency = :agency', { agency: actor.agency });
      if (actor.county) found.andWhere('episode.county = :county', { county: actor.county });
      if (status) found.andWhere('episode.status = :status', { status });
      if (after) found.andWhere('(episode.learnedAt, episode.episodeId) > (:learnedAt, :episodeId)', { learnedAt: after[0], episodeId: after[1] });
      return found.orderBy('episode.learnedAt').addOrderBy('episode.episodeId').take(limit + 1).getMany();
    });
    const page = pageOf(rows, limit, row => [row.learnedAt, row.episodeId]);
    return { ...page, items: page.items.map(listed) };
  }

  /** The youth's episodes as far as `position`, whoever answers for them: for processes. */
  async idsOfYouth(youthId: string, position: bigint): Promise<readonly string[]> {
    await this.caughtUp(position);
    const rows = await this.projections.read(missingEpisodesProjection.name, tx =>
      tx.getRepository(MissingEpisodeRow).find({ select: { episodeId: true }, where: { youthId }, order: { episodeId: 'asc' } }));
    return rows.map(({ episodeId }) => episodeId);
  }
}
