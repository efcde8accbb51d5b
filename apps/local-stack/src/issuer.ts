// The development OIDC issuer: discovery and public key. It has no login; the local stack hands out the tokens.
import { createServer } from 'node:http';
import { ALGORITHM, readKey } from './tokens.js';

const { ISSUER_URL, ISSUER_KEY_FILE, PORT } = process.env;
if (!ISSUER_URL || !ISSUER_KEY_FILE || !PORT) throw new Error('ISSUER_URL, ISSUER_KEY_FILE and PORT are needed: start it with npm start');

const { shown } = await readKey(ISSUER_KEY_FILE);
const documents: Readonly<Record<string, object>> = {
  '/.well-known/openid-configuration': {
    issuer: ISSUER_URL,
    jwks_uri: `${ISSUER_URL}/jwks`,
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [ALGORITHM],
  },
  '/jwks': { keys: [shown] },
};

const server = createServer((request, response) => {
  const document = documents[request.url ?? ''];
  response.writeHead(document ? 200 : 404, { 'content-type': 'application/json' });
  response.end(JSON.stringify(document ?? { error: 'not found' }));
});
server.listen(Number(PORT), '127.0.0.1', () => process.send?.({ type: 'ready' }));

const stop = () => {
  server.close();
  server.closeAllConnections();
  if (process.connected) process.disconnect();
};
process.once('SIGTERM', stop);
process.once('disconnect', stop);
