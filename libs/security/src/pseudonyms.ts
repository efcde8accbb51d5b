import { createHmac } from 'node:crypto';
import { v5 } from 'uuid';

const NAMESPACE = 'b3b1a3b0-6d0e-4a39-9c62-6f0f4f0b7f0e';
const MINIMUM_SECRET_BYTES = 32;

/** Names for things whose own names must not be shown: the same input gives the same name, but only with the secret. */
export class Pseudonyms {
  /** `secret`: at least 32 bytes; another secret gives other names, so it lives as long as the data. */
  constructor(private readonly secret: Uint8Array) {
    if (secret.length < MINIMUM_SECRET_BYTES) throw new Error(`The pseudonym secret must have at least ${MINIMUM_SECRET_BYTES} bytes`);
  }

  /** HMAC-SHA256 in hex. Each part is preceded by its length, so that ('ab', 'c') and ('a', 'bc') differ, as do purposes. */
  mac(purpose: string, ...parts: string[]): string {
    const hmac = createHmac('sha256', this.secret);
    for (const part of [purpose, ...parts]) {
      const bytes = Buffer.from(part);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      hmac.update(length).update(bytes);
    }
    return hmac.digest('hex');
  }

  /** The same as a UUID (version 5 over the HMAC), for stream names. */
  uuid(purpose: string, ...parts: string[]): string {
    return v5(this.mac(purpose, ...parts), NAMESPACE);
  }
}
