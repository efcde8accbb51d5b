import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts a key under the key-encryption key. `context` names its row, so that it opens nowhere else. */
export const wrapKey = (keyEncryptionKey: Uint8Array, context: string, key: Uint8Array): Buffer => {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, keyEncryptionKey, iv).setAAD(Buffer.from(context));
  return Buffer.concat([iv, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
};

/** Throws when the key-encryption key or the context is another one. */
export const unwrapKey = (keyEncryptionKey: Uint8Array, context: string, wrapped: Uint8Array): Buffer => {
  const decipher = createDecipheriv(ALGORITHM, keyEncryptionKey, wrapped.subarray(0, IV_BYTES)).setAAD(Buffer.from(context));
  decipher.setAuthTag(wrapped.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(wrapped.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
};
