import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { projectRoot } from '#service';
import { RecordScreeningHandler } from './record-screening.js';
import { ScreeningTools } from './screening-tools.js';
import { ScreeningController } from './screening.controller.js';
import { ScreeningReads } from './screening.reads.js';
import { ScreeningSettings } from './settings.js';

const folder = () => process.env.SCREENING_TOOLS ?? join(projectRoot(), 'apps', 'child-welfare', 'screening-tools');

@Module({
  controllers: [ScreeningController],
  providers: [
    ScreeningReads, RecordScreeningHandler,
    { provide: ScreeningTools, useFactory: () => ScreeningTools.load(folder()) },
    { provide: ScreeningSettings, useFactory: () => ScreeningSettings.from(process.env) },
  ],
})
export class ScreeningModule {}
