import { publishedEventsOf } from '#kafka';
import type { Service } from '#service';
import { access } from './access.js';
import { AppModule } from './app.module.js';
import { recoveriesProjection, RecoveryRow } from './recovery/index.js';
import { KnownSubjectRow, knownSubjectsProjection, ReportHandovers, ReportRow, reportsProjection, StateReports } from './report/index.js';

export const lawEnforcement: Service = {
  name: 'law-enforcement',
  description: 'Reports to police and to NCMEC with their receipts, what police did with them, recoveries',
  module: AppModule,
  access,
  entities: [KnownSubjectRow, ReportRow, RecoveryRow],
  projections: [knownSubjectsProjection, reportsProjection, recoveriesProjection],
  processes: app => [app.get(StateReports, { strict: false }), app.get(ReportHandovers, { strict: false })],
  exchange: { outbound: () => [publishedEventsOf('law-enforcement')] },
};
