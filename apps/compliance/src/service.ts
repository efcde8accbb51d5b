import { publishedEventsOf } from '#kafka';
import type { Service } from '#service';
import { access } from './access.js';
import { AppModule } from './app.module.js';
import { AlertRow, dutiesProjection, DutyRow } from './duty/duties.projection.js';
import { DutySweep } from './duty/duty-sweep.js';
import { OpenDuties } from './duty/open-duties.process.js';
import { TellAssessed } from './duty/tell-assessed.process.js';
import { FactRow, ledgerFactsProjection, LedgerVerdicts, VerificationTables } from './ledger/index.js';

export const compliance: Service = {
  name: 'compliance',
  description: 'Statutory clocks with their alarms, and the ledger: who was told what, when, and whether that was in time',
  module: AppModule,
  access,
  entities: [FactRow, DutyRow, AlertRow],
  projections: [ledgerFactsProjection, dutiesProjection],
  processes: app => [app.get(OpenDuties, { strict: false }), app.get(TellAssessed, { strict: false })],
  sweeps: app => [app.get(DutySweep, { strict: false })],
  exchange: { outbound: app => [publishedEventsOf('compliance'), app.get(LedgerVerdicts, { strict: false })] },
  migrations: [VerificationTables],
};
