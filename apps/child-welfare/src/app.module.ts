import { Module } from '@nestjs/common';
import { ConcernModule } from './concern/index.js';
import { DeterminationModule } from './determination/index.js';
import { EpisodeReviewModule } from './episode-review/index.js';
import { MissingEpisodeModule } from './missing-episode/index.js';
import { PartnerExchangeModule } from './partner-exchange/index.js';
import { ScreeningModule } from './screening/index.js';
import { YouthModule } from './youth/index.js';

@Module({ imports: [YouthModule, ConcernModule, ScreeningModule, DeterminationModule, MissingEpisodeModule, EpisodeReviewModule, PartnerExchangeModule] })
export class AppModule {}
