export { missingEpisodes } from './domain/missing-episode.js';
export { MissingEpisodeModule } from './missing-episode.module.js';
export { MissingEpisodeRow } from './missing-episode.row.js';
export { missingEpisodesProjection } from './missing-episodes.projection.js';
export { EpisodeDutyRow, openDutiesProjection } from './open-duties.projection.js';
export { RestateEpisodes } from './restate-episodes.js';
