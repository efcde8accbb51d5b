import { KeyRing } from '#security';
import type { Service } from '#service';
import { access } from './access.js';
import { AppModule } from './app.module.js';
import { ConcernRow, concernsProjection } from './concern/index.js';
import { DeterminationRow, determinationsProjection, RestateDeterminations } from './determination/index.js';
import { episodeReviewProjection, ReviewedEpisodeRow, ReviewFactRow } from './episode-review/index.js';
import { EpisodeDutyRow, MissingEpisodeRow, missingEpisodesProjection, openDutiesProjection, RestateEpisodes } from './missing-episode/index.js';
import { ScreeningRow, screeningsProjection } from './screening/index.js';
import { keyDestruction, YouthRow, youthsProjection } from './youth/index.js';

export const childWelfare: Service = {
  name: 'child-welfare',
  description: 'Youths, concerns, screenings, determinations and missing-from-care episodes',
  module: AppModule,
  access,
  entities: [YouthRow, ConcernRow, ScreeningRow, DeterminationRow, MissingEpisodeRow, EpisodeDutyRow, ReviewedEpisodeRow, ReviewFactRow],
  projections: [
    youthsProjection, concernsProjection, screeningsProjection, determinationsProjection, missingEpisodesProjection, openDutiesProjection,
    episodeReviewProjection,
  ],
  processes: app => [
    keyDestruction(app.get(KeyRing)), app.get(RestateEpisodes, { strict: false }), app.get(RestateDeterminations, { strict: false }),
  ],
};
