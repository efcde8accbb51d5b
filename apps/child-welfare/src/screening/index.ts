export { ScreeningModule } from './screening.module.js';
export { ScreeningRow, screeningsProjection } from './screenings.projection.js';
