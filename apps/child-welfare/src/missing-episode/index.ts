export { MissingEpisodeModule } from './missing-episode.module.js';
export { MissingEpisodeRow, missingEpisodesProjection } from './missing-episodes.projection.js';
