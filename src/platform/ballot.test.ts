import assert from 'node:assert/strict'
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { test } from 'node:test'
import { RSABSSA } from '@cloudflare/blindrsa-ts'
import { finishBallot, prepareBallot, toBytes, toText } from '../base/ballot.ts'
import { Problem } from '../base/problems.ts'
import { issueBallot, type Keys, mustBeBallot, mustBeEnough, newKeys, type Taken } from './ballot.ts'

const keys = await newKeys()
const person = 'f0000000-0000-7000-8000-000000000001'
const refused = (kind: string) => (error: unknown) => error instanceof Problem && error.kind === kind

async function take(of: Keys, taken: Taken = {}) {
  const prepared = await prepareBallot(of.publicKey)
  const { signature, entry } = issueBallot(of, taken, person, prepared.blinded)
  return { prepared, entry, ballot: await finishBallot(of.publicKey, prepared, signature) }
}

test('a ballot that the server signed blindly is valid, and the server never saw it', async () => {
  const { prepared, entry, ballot } = await take(keys)
  mustBeBallot(null, keys, ballot)
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
  const inverse = (a: bigint) => {
    let [r, next, x, nextX] = [n, a, 0n, 1n]
    while (next > 0n) [r, next, x, nextX] = [next, r % next, nextX, x - (r / next) * nextX]
    return ((x % n) + n) % n
  }
  for (const [seen, ballot] of [
    [one, one],
    [one, other],
    [other, one],
  ]) {
    const [blinded, signature] = [number(seen.prepared.blinded), number(ballot.ballot.signature)]
    const factor = (power(blinded, d) * inverse(signature)) % n
    const message = power(signature, e)
    assert.equal((message * power(factor, e)) % n, blinded)
  }
})

test('both sides speak RFC 9474: they understand another implementation of it', async () => {
  const suite = RSABSSA.SHA384.PSS.Deterministic()
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' }
  const publicKey = await crypto.subtle.importKey('spki', toBytes(keys.publicKey), algorithm, true, [
    'verify',
  ])
  const privateKey = await crypto.subtle.importKey('pkcs8', toBytes(keys.privateKey), algorithm, true, [
    'sign',
  ])
  // Our device, their server.
  const prepared = await prepareBallot(keys.publicKey)
  const blindSignature = await suite.blindSign(privateKey, toBytes(prepared.blinded))
  const ballot = await finishBallot(keys.publicKey, prepared, toText(blindSignature))
  assert.equal(await suite.verify(publicKey, toBytes(ballot.signature), toBytes(ballot.token)), true)
  // Their device, our server.
  const token = crypto.getRandomValues(new Uint8Array(32))
  const { blindedMsg, inv } = await suite.blind(publicKey, token)
  const { signature } = issueBallot(keys, {}, person, toText(blindedMsg))
  const finished = await suite.finalize(publicKey, token, toBytes(signature), inv)
  mustBeBallot(null, keys, { token: toText(token), signature: toText(finished) })
})

test('a forged ballot, one of another key, and a token spelt otherwise are refused', async () => {
  const { ballot } = await take(keys)
  const other = await take(await newKeys())
  const forged = { ...ballot, token: toText(crypto.getRandomValues(new Uint8Array(32))) }
  for (const wrong of [forged, other.ballot, { ...ballot, signature: other.ballot.signature }]) {
    assert.throws(() => mustBeBallot(null, keys, wrong), refused('not-permitted'))
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
    assert.throws(() => mustBeBallot(null, keys, twin), refused('not-permitted'))
  }
  assert.throws(() => mustBeBallot(null, undefined, ballot), refused('not-permitted'))
})

test('an answer that names its sender is refused, whatever its ballot', async () => {
  const { ballot } = await take(keys)
  assert.throws(() => mustBeBallot({ accountId: person }, keys, ballot), refused('malformed'))
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
  assert.throws(() => mustBeEnough(taken(4)), refused('wrong-stage'))
  mustBeEnough(taken(5))
})
