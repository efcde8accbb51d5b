export { loadScreening } from './load-screening.js';
export { ScreeningModule } from './screening.module.js';
export { ScreeningRow, screeningsProjection } from './screenings.projection.js';
