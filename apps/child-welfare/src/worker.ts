import { work } from '#service';
import { childWelfare } from './service.js';

await work(childWelfare);
