import { serve } from '#service';
import { childWelfare } from './service.js';

await serve(childWelfare);
