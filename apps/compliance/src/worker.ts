import { work } from '#service';
import { compliance } from './service.js';

await work(compliance);
