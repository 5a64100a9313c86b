// The device's part of answering without a name (RSA blind signatures, RFC 9474: RSABSSA-SHA384-PSS-Deterministic). The
// device makes a random token and blinds it; the server signs what it cannot read, once for each person; the device
// takes the blinding off. Token and signature then prove "one of those who may answer", and nothing on the server
// connects them with who asked. The blinding is Cloudflare's library, which is kept by those who know; the tests hold
// it against OpenSSL, which signs on the server, and against the numbers of the RFC.

/** Made by the device before it asks, and kept until the signature is there: asking again with it is harmless. */
export type Prepared = { token: string; blinded: string; inverse: string }
/** What an answer is sent with, instead of a name. Everything is base64url. */
export type Ballot = { token: string; signature: string }

type Bytes = Uint8Array<ArrayBuffer>
const tokenBytes = 32

export function toText(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

function toBytes(text: string): Bytes {
  const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'))
  const bytes = new Uint8Array(binary.length)
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at)
  return bytes
}

/** Browsers give the needed arithmetic only to pages that came over https or from the machine itself. */
export const canMakeBallots = (): boolean => globalThis.crypto?.subtle !== undefined

const pss = { name: 'RSA-PSS', hash: 'SHA-384' }

const readKey = (publicKey: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('spki', toBytes(publicKey), pss, true, ['verify'])

// Asked for when a ballot is taken, and not before: no other screen waits for it.
async function blinding() {
  const { RSABSSA } = await import('@cloudflare/blindrsa-ts')
  return RSABSSA.SHA384.PSS.Deterministic()
}

/** Makes a token and its blinded form. Nothing but `blinded` may leave the device before the answer is sent. */
export async function prepareBallot(publicKey: string): Promise<Prepared> {
  const token = crypto.getRandomValues(new Uint8Array(tokenBytes))
  const { blindedMsg, inv } = await (await blinding()).blind(await readKey(publicKey), token)
  return { token: toText(token), blinded: toText(blindedMsg), inverse: toText(inv) }
}

/** Takes the blinding off. Throws if the server did not sign what it was given. */
export async function finishBallot(
  publicKey: string,
  { token, inverse }: Prepared,
  blindSignature: string,
): Promise<Ballot> {
  const key = await readKey(publicKey)
  const signature = await (await blinding()).finalize(
    key,
    toBytes(token),
    toBytes(blindSignature),
    toBytes(inverse),
  )
  return { token, signature: toText(signature) }
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
