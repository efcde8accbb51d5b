import type { Service } from '#service';
import { access } from './access.js';
import { AppModule } from './app.module.js';
import { MissingEpisodeRow, missingEpisodesProjection } from './missing-episode/index.js';

export const childWelfare: Service = {
  name: 'child-welfare',
  description: 'Youths, concerns, screenings, determinations and missing-from-care episodes',
  module: AppModule,
  access,
  entities: [MissingEpisodeRow],
  projections: [missingEpisodesProjection],
};
