import { publishedEventsOf } from '#kafka';
import type { Service } from '#service';
import { access } from './access.js';
import { AppModule } from './app.module.js';
import { ConcernRow, concernsProjection } from './concern/index.js';
import { DeterminationRow, determinationsProjection, RestateDeterminations } from './determination/index.js';
import { episodeReviewProjection, ReviewedEpisodeRow, ReviewFactRow } from './episode-review/index.js';
import {
  EpisodeDutyRow, LastFactRow, MissingEpisodeRow, missingEpisodesProjection, openDutiesProjection, RestateEpisodes,
} from './missing-episode/index.js';
import { inboundExchange } from './partner-exchange/index.js';
import { ScreeningRow, screeningsProjection } from './screening/index.js';
import { keyDestructions, YouthRow, youthsProjection } from './youth/index.js';

export const childWelfare: Service = {
  name: 'child-welfare',
  description: 'Youths, concerns, screenings, determinations and missing-from-care episodes',
  module: AppModule,
  access,
  entities: [
    YouthRow, ConcernRow, ScreeningRow, DeterminationRow, MissingEpisodeRow, EpisodeDutyRow, LastFactRow, ReviewedEpisodeRow, ReviewFactRow,
  ],
  projections: [
    youthsProjection, concernsProjection, screeningsProjection, determinationsProjection, missingEpisodesProjection, openDutiesProjection,
    episodeReviewProjection,
  ],
  processes: app => [app.get(RestateEpisodes, { strict: false }), app.get(RestateDeterminations, { strict: false })],
  destructions: keyDestructions,
  exchange: { inbound: inboundExchange, outbound: () => [publishedEventsOf('child-welfare')] },
};
