import { serve } from '#service';
import { lawEnforcement } from './service.js';

await serve(lawEnforcement);
