export { episodeReviewAccess } from './access-rows.js';
export { EpisodeReviewModule } from './episode-review.module.js';
export { episodeReviewProjection, ReviewedEpisodeRow, ReviewFactRow } from './episode-review.projection.js';
