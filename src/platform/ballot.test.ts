import assert from 'node:assert/strict'
import { constants, createPrivateKey, createPublicKey, privateDecrypt, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { finishBallot, type Prepared, prepareBallot, toText } from '../base/ballot.ts'
import { Problem } from '../base/problems.ts'
import { issueBallot, type Keys, mustBeBallot, mustBeTakable, newKeys, type Taken } from './ballot.ts'

const keys = await newKeys()
const person = 'f0000000-0000-7000-8000-000000000001'
const refused = (kind: string) => (error: unknown) => error instanceof Problem && error.kind === kind

function inverseOf(a: bigint, n: bigint): bigint {
  let [r, next, x, nextX] = [n, a, 0n, 1n]
  while (next > 0n) [r, next, x, nextX] = [next, r % next, nextX, x - (r / next) * nextX]
  return ((x % n) + n) % n
}

async function take(of: Keys, taken: Taken = {}) {
  const prepared = await prepareBallot(of.publicKey)
  const { signature, entry } = issueBallot(of, taken, person, prepared.blinded)
  return { prepared, entry, ballot: await finishBallot(of.publicKey, prepared, signature) }
}

test('a ballot that the server signed blindly is valid, and the server never saw it', async () => {
  const { prepared, entry, ballot } = await take(keys)
  mustBeBallot(null, keys.publicKey, ballot)
  // What the server saw and keeps is the blinded message and its digest: neither holds the token or the signature.
  const seen = JSON.stringify([prepared.blinded, entry])
  assert.ok(!seen.includes(ballot.token) && !seen.includes(ballot.signature))
})

test('any blinded message may belong to any ballot', async () => {
  // For every pair there is a blinding factor that leads from the one to the other: a list of blinded messages says
  // nothing about a list of ballots, not even to who holds the signing key and all the time in the world.
  const one = await take(keys)
  const other = await take(keys)
  const jwk = createPrivateKey({
    key: Buffer.from(keys.privateKey, 'base64url'),
    format: 'der',
    type: 'pkcs8',
  }).export({ format: 'jwk' })
  const number = (text: string) => BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`)
  const [n, e, d] = [number(jwk.n ?? ''), number(jwk.e ?? ''), number(jwk.d ?? '')]
  const power = (base: bigint, exponent: bigint) => {
    let result = 1n
    for (let b = base % n, x = exponent; x > 0n; x >>= 1n, b = (b * b) % n)
      if (x & 1n) result = (result * b) % n
    return result
  }
  for (const [seen, ballot] of [
    [one, one],
    [one, other],
    [other, one],
  ]) {
    const [blinded, signature] = [number(seen.prepared.blinded), number(ballot.ballot.signature)]
    const factor = (power(blinded, d) * inverseOf(signature, n)) % n
    const message = power(signature, e)
    assert.equal((message * power(factor, e)) % n, blinded)
  }
})

/**
 * The numbers of RFC 9474 (appendix A, RSABSSA-SHA384-PSS-Deterministic), and a ballot that version 0.1.0 had prepared
 * and not yet finished.
 */
const kept = JSON.parse(readFileSync(new URL('../../test/ballots.json', import.meta.url), 'utf8')) as {
  rfc9474: Record<string, string>
  earlier: { publicKey: string; prepared: Prepared; signature: string }
}
const bytesOf = (hex: string) => Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')

test('the device makes of the numbers of RFC 9474 what stands there, and so does the server', async (context) => {
  const { n, e, d, p, q, msg, salt, inv, blinded_msg, blind_sig, sig } = kept.rfc9474
  const number = (hex: string) => BigInt(`0x${hex}`)
  const text = (value: bigint) => bytesOf(value.toString(16)).toString('base64url')
  const [modulus, exponent] = [number(n), number(d)]
  // The blinding factor is the inverse of what takes it off again.
  const factor = inverseOf(number(inv), modulus)
  const privateKey = createPrivateKey({
    key: {
      kty: 'RSA',
      ...{ n: text(modulus), e: text(number(e)), d: text(exponent), p: text(number(p)), q: text(number(q)) },
      dp: text(exponent % (number(p) - 1n)),
      dq: text(exponent % (number(q) - 1n)),
      qi: text(inverseOf(number(q), number(p))),
    },
    format: 'jwk',
  })
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64url')
  const drawn = [bytesOf(msg), bytesOf(salt), bytesOf(factor.toString(16))]
  context.mock.method(crypto, 'getRandomValues', () => new Uint8Array(drawn.shift() ?? []))
  const prepared = await prepareBallot(publicKey)
  context.mock.restoreAll()
  assert.deepEqual(prepared, {
    token: bytesOf(msg).toString('base64url'),
    blinded: bytesOf(blinded_msg).toString('base64url'),
    inverse: bytesOf(inv).toString('base64url'),
  })
  const raw = { key: privateKey, padding: constants.RSA_NO_PADDING }
  assert.equal(privateDecrypt(raw, bytesOf(blinded_msg)).toString('hex'), blind_sig)
  const ballot = await finishBallot(publicKey, prepared, bytesOf(blind_sig).toString('base64url'))
  assert.equal(Buffer.from(ballot.signature, 'base64url').toString('hex'), sig)
  const pss = { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 }
  assert.equal(verify('sha384', bytesOf(msg), pss, bytesOf(sig)), true)
})

test('what the device blinds, OpenSSL signs and finds signed, whatever the key', async () => {
  for (let n = 0; n < 5; n++) {
    const { ballot } = await take(await newKeys())
    assert.deepEqual([ballot.token.length, ballot.signature.length], [43, 342])
  }
  const of = await newKeys()
  const { ballot } = await take(of)
  const publicKey = createPublicKey({
    key: Buffer.from(of.publicKey, 'base64url'),
    format: 'der',
    type: 'spki',
  })
  const pss = { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 }
  const [token, signature] = [ballot.token, ballot.signature].map((text) => Buffer.from(text, 'base64url'))
  assert.equal(verify('sha384', token, pss, signature), true)
})

test('a ballot that an earlier version prepared on a device is finished by this one', async () => {
  const { publicKey, prepared, signature } = kept.earlier
  const ballot = await finishBallot(publicKey, prepared, signature)
  mustBeBallot(null, publicKey, ballot)
  assert.equal(ballot.token, prepared.token)
})

test('a device does not take what the server did not sign', async () => {
  const { prepared } = await take(keys)
  const other = await newKeys()
  const foreign = issueBallot(other, {}, person, (await prepareBallot(other.publicKey)).blinded).signature
  for (const wrong of [
    foreign,
    prepared.blinded,
    toText(new Uint8Array(256)),
    toText(new Uint8Array(255)),
    '',
  ])
    await assert.rejects(finishBallot(keys.publicKey, prepared, wrong))
})

test('a forged ballot, one of another key, and a token spelt otherwise are refused', async () => {
  const { ballot } = await take(keys)
  const other = await take(await newKeys())
  const forged = { ...ballot, token: toText(crypto.getRandomValues(new Uint8Array(32))) }
  for (const wrong of [forged, other.ballot, { ...ballot, signature: other.ballot.signature }]) {
    assert.throws(() => mustBeBallot(null, keys.publicKey, wrong), refused('not-permitted'))
  }
  // The last sign of 43 carries two spare bits: the same bytes could be spelt in four ways and vote four times.
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const last = alphabet.indexOf(ballot.token[42])
  for (const spare of [1, 2, 3]) {
    const twin = {
      ...ballot,
      token: ballot.token.slice(0, 42) + alphabet[(last & ~3) | ((last + spare) & 3)],
    }
    assert.deepEqual(Buffer.from(twin.token, 'base64url'), Buffer.from(ballot.token, 'base64url'))
    assert.throws(() => mustBeBallot(null, keys.publicKey, twin), refused('not-permitted'))
  }
  assert.throws(() => mustBeBallot(null, undefined, ballot), refused('not-permitted'))
})

test('an answer that names its sender is refused, whatever its ballot', async () => {
  const { ballot } = await take(keys)
  assert.throws(() => mustBeBallot({ accountId: person }, keys.publicKey, ballot), refused('malformed'))
})

test('one ballot a person: asking again with the same is answered, with another refused', async () => {
  const { prepared, entry } = await take(keys)
  const again = issueBallot(keys, entry, person, prepared.blinded)
  assert.deepEqual(again.entry, entry)
  const second = await prepareBallot(keys.publicKey)
  assert.throws(() => issueBallot(keys, entry, person, second.blinded), refused('different-content'))
})

test('what is no blinded message is refused', () => {
  const n =
    createPublicKey({ key: Buffer.from(keys.publicKey, 'base64url'), format: 'der', type: 'spki' }).export({
      format: 'jwk',
    }).n ?? ''
  for (const wrong of ['', 'AAAA', toText(new Uint8Array(256).fill(255)), n]) {
    assert.throws(() => issueBallot(keys, {}, person, wrong), refused('invalid'))
  }
})

test('answers are taken only once five ballots are out', () => {
  const taken = (n: number): Taken =>
    Object.fromEntries(Array.from({ length: n }, (_, at) => [`person-${at}`, 'x']))
  const now = new Date('2026-03-01T09:00:00Z')
  const sent = { before: null, isSame: false, closesAt: new Date('2026-03-01T09:20:00Z') }
  assert.throws(() => mustBeTakable({ ...sent, taken: taken(4) }, now), refused('wrong-stage'))
  mustBeTakable({ ...sent, taken: taken(5) }, now)
})
