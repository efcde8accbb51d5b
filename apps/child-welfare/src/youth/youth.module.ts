import { Module } from '@nestjs/common';
import { AgencyIdentifiers } from './agency-identifiers.js';
import { ChangeCoverageHandler } from './change-coverage.js';
import { ChangePlacementHandler } from './change-placement.js';
import { CorrectYouthHandler } from './correct-youth.js';
import { ErasePersonalDataHandler } from './erase-personal-data.js';
import { KeyedNames } from './keyed-names.js';
import { LinkIdentifierHandler } from './link-identifier.js';
import { MakeClaimHandler } from './make-claim.js';
import { RegisterYouthHandler } from './register-youth.js';
import { UnlinkIdentifierHandler } from './unlink-identifier.js';
import { YouthController } from './youth.controller.js';
import { YouthReads } from './youth.reads.js';

@Module({
  controllers: [YouthController],
  providers: [
    KeyedNames, AgencyIdentifiers, YouthReads, RegisterYouthHandler, LinkIdentifierHandler, UnlinkIdentifierHandler, MakeClaimHandler,
    ChangeCoverageHandler, ChangePlacementHandler, CorrectYouthHandler, ErasePersonalDataHandler,
  ],
  exports: [KeyedNames, AgencyIdentifiers],
})
export class YouthModule {}
