/**
 * Seals what must be kept but not read: stored credentials, client secrets.
 *
 * AES-256-GCM under keys derived by HKDF from the server's `secret`. What is sealed is bound to its
 * label, so that a row can't be passed off as another.
 *
 * @module
 */
import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';

export interface Seal {
  /** @param label what the text is, such as `setting:stripe`; the same is needed to open it. */
  close: (text: string, label: string) => string;
  /** @throws {@link SealError} when the text was sealed under another secret or label, or altered. */
  open: (sealed: string, label: string) => string;
  /** Whether the text was sealed under a secret that has been replaced, and should be sealed anew. */
  isStale: (sealed: string) => boolean;
}

export class SealError extends Error {
  override readonly name = 'SealError';
}

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

interface Key {
  /** Names the key in what it sealed; tells nothing about it. */
  id: string;
  secret: KeyObject;
}

/**
 * @param secrets the current one first, then those it replaced: what they sealed can still be opened.
 */
export function createSeal(secrets: readonly [current: string, ...replaced: string[]]): Seal {
  const [current, ...replaced] = secrets;
  const currentKey = deriveKey(current);
  const keys = new Map([currentKey, ...replaced.map(deriveKey)].map((key) => [key.id, key]));

  return {
    close(text, label) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, currentKey.secret, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(label));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      const sealed = Buffer.concat([nonce, body, cipher.getAuthTag()]);
      return `v1.${currentKey.id}.${sealed.toString('base64url')}`;
    },

    open(sealed, label) {
      const [version, id = '', encoded = '', ...rest] = sealed.split('.');
      const bytes = Buffer.from(encoded, 'base64url');
      if (version !== 'v1' || rest.length > 0 || bytes.length < NONCE_BYTES + TAG_BYTES) {
        throw new SealError('This is not a sealed text.');
      }
      const key = keys.get(id);
      if (!key) throw new SealError('This was sealed under a secret that is not known here.');
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv(CIPHER, key.secret, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(label));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        const body = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
        return Buffer.concat([body, decipher.final()]).toString('utf8');
      } catch (cause) {
        throw new SealError('The sealed text was altered, or is not what it is taken for.', {
          cause,
        });
      }
    },

    isStale: (sealed) => sealed.split('.')[1] !== currentKey.id,
  };
}

function deriveKey(secret: string): Key {
  const derive = (info: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', secret, 'tender seal v1', info, bytes));
  return {
    id: derive('key id', 6).toString('base64url'),
    secret: createSecretKey(derive('key', 32)),
  };
}
