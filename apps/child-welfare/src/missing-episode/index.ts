export { missingEpisodes } from './domain/missing-episode.js';
export { LocateChild } from './locate-child.js';
export { MissingEpisodeModule } from './missing-episode.module.js';
export { MissingEpisodeRow } from './missing-episode.row.js';
export { missingEpisodesProjection } from './missing-episodes.projection.js';
export { EpisodeDutyRow, LastFactRow, openDutiesProjection } from './open-duties.projection.js';
export { ReceiveStateReport } from './receive-state-report.js';
export { ReportMissing } from './report-missing.js';
export { RestateEpisodes } from './restate-episodes.js';
