import { work } from '#service';
import { juvenileCourt } from './service.js';

await work(juvenileCourt);
