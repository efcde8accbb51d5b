import { Module } from '@nestjs/common';
import { MissingEpisodeModule } from './missing-episode/index.js';

@Module({ imports: [MissingEpisodeModule] })
export class AppModule {}
