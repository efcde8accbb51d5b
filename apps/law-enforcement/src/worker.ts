import { work } from '#service';
import { lawEnforcement } from './service.js';

await work(lawEnforcement);
