import { serve } from '#service';
import { juvenileCourt } from './service.js';

await serve(juvenileCourt);
