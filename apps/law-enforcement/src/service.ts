import type { Service } from '#service';
import { access } from './access.js';
import { AppModule } from './app.module.js';
import { KnownSubjectRow, knownSubjectsProjection, ReportRow, reportsProjection } from './report/index.js';

export const lawEnforcement: Service = {
  name: 'law-enforcement',
  description: 'Reports to police and to NCMEC, with their receipts',
  module: AppModule,
  access,
  entities: [KnownSubjectRow, ReportRow],
  projections: [knownSubjectsProjection, reportsProjection],
};
