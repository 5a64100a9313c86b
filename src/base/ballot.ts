// The device's part of answering without a name (RSA blind signatures, RFC 9474: RSABSSA-SHA384-PSS-Deterministic). The
// device makes a random token and blinds it; the server signs what it cannot read, once for each person; the device
// takes the blinding off. Token and signature then prove "one of those who may answer", and nothing on the server
// connects them with who asked. The arithmetic is short enough to stand here, where a library would weigh 100 KB on a
// phone; the tests hold it against that library (Cloudflare's) and against OpenSSL.

/** Made by the device before it asks, and kept until the signature is there: asking again with it is harmless. */
export type Prepared = { token: string; blinded: string; inverse: string }
/** What an answer is sent with, instead of a name. Everything is base64url. */
export type Ballot = { token: string; signature: string }

type Bytes = Uint8Array<ArrayBuffer>
const tokenBytes = 32
const saltBytes = 48
const hashBytes = 48

export function toText(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

export function toBytes(text: string): Bytes {
  const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'))
  const bytes = new Uint8Array(binary.length)
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at)
  return bytes
}

const toNumber = (bytes: Uint8Array): bigint =>
  BigInt(`0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`)

function ofNumber(n: bigint, length: number): Bytes {
  const hex = n.toString(16).padStart(length * 2, '0')
  return Uint8Array.from({ length }, (_, at) => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16))
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  for (
    let square = base % modulus, rest = exponent;
    rest > 0n;
    rest >>= 1n, square = (square * square) % modulus
  ) {
    if (rest & 1n) result = (result * square) % modulus
  }
  return result
}

/** The inverse modulo n, or null where there is none. */
function inverseOf(a: bigint, n: bigint): bigint | null {
  let [r, next, x, nextX] = [n, a % n, 0n, 1n]
  while (next > 0n) {
    const q = r / next
    ;[r, next, x, nextX] = [next, r - q * next, nextX, x - q * nextX]
  }
  return r === 1n ? ((x % n) + n) % n : null
}

/** Uniform in [1, n): drawn anew until it fits, never folded. */
function randomBelow(n: bigint, length: number): bigint {
  for (;;) {
    const drawn = toNumber(crypto.getRandomValues(new Uint8Array(length)))
    if (drawn > 0n && drawn < n) return drawn
  }
}

const joined = (...parts: Uint8Array[]): Bytes => {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

const sha384 = async (bytes: Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest('SHA-384', bytes))

/** EMSA-PSS-ENCODE with SHA-384, MGF1 and a salt of 48 bytes (RFC 8017, 9.1.1). */
async function encoded(message: Bytes, modulusBits: number): Promise<Bytes> {
  const bits = modulusBits - 1
  const length = Math.ceil(bits / 8)
  const salt = crypto.getRandomValues(new Uint8Array(saltBytes))
  const hash = await sha384(joined(new Uint8Array(8), await sha384(message), salt))
  const block = new Uint8Array(length - hashBytes - 1)
  block[block.length - saltBytes - 1] = 1
  block.set(salt, block.length - saltBytes)
  for (let count = 0; count * hashBytes < block.length; count++) {
    const mask = await sha384(joined(hash, Uint8Array.of(count >>> 24, count >>> 16, count >>> 8, count)))
    for (let at = 0; at < hashBytes && count * hashBytes + at < block.length; at++)
      block[count * hashBytes + at] ^= mask[at]
  }
  block[0] &= 0xff >> (8 * length - bits)
  return joined(block, hash, Uint8Array.of(0xbc))
}

/** Browsers give the needed arithmetic only to pages that came over https or from the machine itself. */
export const canMakeBallots = (): boolean => globalThis.crypto?.subtle !== undefined

type Key = { n: bigint; e: bigint; bits: number; length: number; verifying: CryptoKey }

async function readKey(publicKey: string): Promise<Key> {
  const verifying = await crypto.subtle.importKey(
    'spki',
    toBytes(publicKey),
    { name: 'RSA-PSS', hash: 'SHA-384' },
    true,
    ['verify'],
  )
  const { n, e } = await crypto.subtle.exportKey('jwk', verifying)
  if (!n || !e) throw new Error('this is no RSA key')
  const modulus = toNumber(toBytes(n))
  const bits = modulus.toString(2).length
  return { n: modulus, e: toNumber(toBytes(e)), bits, length: Math.ceil(bits / 8), verifying }
}

/** Makes a token and its blinded form. Nothing but `blinded` may leave the device before the answer is sent. */
export async function prepareBallot(publicKey: string): Promise<Prepared> {
  const { n, e, bits, length } = await readKey(publicKey)
  const token = crypto.getRandomValues(new Uint8Array(tokenBytes))
  const message = toNumber(await encoded(token, bits))
  for (;;) {
    const factor = randomBelow(n, length)
    const inverse = inverseOf(factor, n)
    // One in 2^1000 has none; then another is drawn.
    if (inverse === null) continue
    const blinded = (message * power(factor, e, n)) % n
    return {
      token: toText(token),
      blinded: toText(ofNumber(blinded, length)),
      inverse: toText(ofNumber(inverse, length)),
    }
  }
}

/** Takes the blinding off. Throws if the server did not sign what it was given. */
export async function finishBallot(
  publicKey: string,
  prepared: Prepared,
  blindSignature: string,
): Promise<Ballot> {
  const { n, length, verifying } = await readKey(publicKey)
  const signature = ofNumber(
    (toNumber(toBytes(blindSignature)) * toNumber(toBytes(prepared.inverse))) % n,
    length,
  )
  const isSigned = await crypto.subtle.verify(
    { name: 'RSA-PSS', saltLength: saltBytes },
    verifying,
    signature,
    toBytes(prepared.token),
  )
  if (!isSigned) throw new Error('the server did not sign this ballot')
  return { token: prepared.token, signature: toText(signature) }
}

/** Eight signs by which people in one room can see that all devices were given the same key. */
export async function fingerprint(publicKey: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', toBytes(publicKey)))
  const hex = [...digest.subarray(0, 4)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()
  return `${hex.slice(0, 4)}-${hex.slice(4)}`
}
