import { serve } from '#service';
import { compliance } from './service.js';

await serve(compliance);
