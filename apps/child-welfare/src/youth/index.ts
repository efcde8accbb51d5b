export { keyDestruction } from './erase-personal-data.js';
export { basisOfYouth, loadYouth, placeOfYouth } from './place-of-youth.js';
export { YouthModule } from './youth.module.js';
export { YouthRow, youthsProjection } from './youths.projection.js';
