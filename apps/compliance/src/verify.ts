import { openDependencies, readEnvironment, toolEnvironment } from '#service';
import { verifyLedger } from './ledger/index.js';
import { compliance } from './service.js';

const print = (line: string) => process.stdout.write(`${line}\n`);

/** `npm run verify`: the completeness proof. Ends with code 1, and a list, when the ledger is short of the log or otherwise than it. */
const verify = async (): Promise<number> => {
  const open = await openDependencies(compliance, readEnvironment(toolEnvironment('compliance')));
  try {
    const { position, findings, mismatches } = await verifyLedger(open, compliance.projections);
    for (const finding of findings) print(finding);
    if (mismatches.length === 0) print(`Verified: nothing is missing or changed up to position ${position}.`);
    else for (const mismatch of ['NOT verified:', ...mismatches]) print(mismatch);
    return mismatches.length === 0 ? 0 : 1;
  } finally {
    await open.close();
  }
};

try {
  process.exitCode = await verify();
} catch (error) {
  print(`Could not verify: ${(error as Error).message}`);
  process.exitCode = 1;
}
