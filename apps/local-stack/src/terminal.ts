// The terminal may go before we do.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

export const say = (text: string) => process.stdout.write(`${text}\n`);
export const complain = (text: string) => process.stderr.write(`${text}\n`);
