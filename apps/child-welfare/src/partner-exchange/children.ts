import { Injectable } from '@nestjs/common';
import { REJECTIONS } from '#contracts';
import { EventStore } from '#event-store';
import type { Partner } from '#kafka';
import { DomainError } from '#kernel';
import { Pseudonyms } from '#security';
import { missingEpisodes } from '../missing-episode/index.js';
import { AgencyIdentifiers, KeyedNames } from '../youth/index.js';

type Named = { readonly child: string; readonly partner: Pick<Partner, 'agency'> };
type NamedEpisode = Named & { readonly data: { readonly episode: string } };

export const unknownChild = (): DomainError =>
  new DomainError('unknown-child', REJECTIONS['unknown-child'], 'unknown', { pointer: '/partitionkey' });

/** Whom a partner means: its token of a child is an identifier of the agency like any other. */
@Injectable()
export class Children {
  constructor(
    private readonly store: EventStore, private readonly pseudonyms: Pseudonyms,
    private readonly identifiers: AgencyIdentifiers, private readonly names: KeyedNames,
  ) {}

  /** The youth that holds the token. Throws `unknown-child`. */
  async youthOf({ child, partner }: Named): Promise<string> {
    const { holder } = await this.identifiers.held(this.names.identifier(partner.agency, child));
    if (!holder) throw unknownChild();
    return holder;
  }

  /** The id that the partner's episode has or will have. */
  episodeId({ child, partner, data }: NamedEpisode): string {
    return this.pseudonyms.uuid('partner-episode', partner.agency, child, data.episode);
  }

  /** The episode, of the youth that holds the token now. Throws `unknown-child` or `unknown-episode`. */
  async episodeOf(told: NamedEpisode): Promise<string> {
    const youthId = await this.youthOf(told);
    const episodeId = this.episodeId(told);
    const episode = (await this.store.load(missingEpisodes, episodeId))?.state;
    if (!episode || episode.status === 'none' || episode.youthId !== youthId) {
      throw new DomainError('unknown-episode', 'No such episode of this child was reported: send missing-reported first, then this under a new id', 'unknown', { pointer: '/data/episode' });
    }
    return episodeId;
  }
}
