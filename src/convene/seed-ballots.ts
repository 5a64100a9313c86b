// People of a sample who answer without a name, by the way of everybody: a token, one signature, an answer that names
// nobody. What they answer follows from the pack alone.
import { createHash, randomBytes } from 'node:crypto'
import type { Context, OpenContext, Sample } from '../access/context.ts'
import type { Ballot } from '../base/ballot.ts'
import { newId } from '../base/ids.ts'
import { eachAlone } from '../platform/side-by-side.ts'

type Nominations = {
  'convene.nomination': { person_id: string; class_id: string; state: string; arrival: number }
}

/** Contexts of accepted trainees of a class; those who have an account in the cast are left to answer by themselves. */
export async function trainees(sample: Sample, classId: string, day: string): Promise<Context[]> {
  const rows = await sample.db
    .withTables<Nominations>()
    .selectFrom('convene.nomination')
    .select('person_id')
    .where('class_id', '=', classId)
    .where('state', '=', 'accepted')
    .orderBy('arrival')
    .execute()
  const ctx = sample.as('linying-trainee', day)
  const cast = await sample.db
    .withTables<{ 'access.account': { person_id: string | null } }>()
    .selectFrom('access.account')
    .select('person_id')
    .execute()
  const known = new Set(cast.map((row) => row.person_id))
  return rows
    .filter((row) => !known.has(row.person_id))
    .map((row) => ({ ...ctx, actor: { ...ctx.actor, accountId: newId(), personId: row.person_id } }))
}

/** Somebody of the cast at work on a day of the story, at ten in the morning there or so many hours later. */
export function onDay(sample: Sample, login: string, day: string, hours = 0): Context {
  const now = new Date(Date.parse(`${day}T02:00:00Z`) + hours * 3_600_000)
  return { ...sample.as(login, day), now }
}

/**
 * A roster as a sample states it, whose people have no accounts: those who answer, and the trainees of the cast, so
 * that whoever looks around may answer too.
 */
export async function statedRoster(
  sample: Sample,
  classId: string,
  people: readonly Context[],
): Promise<string[]> {
  const cast = await sample.db
    .withTables<Nominations & { 'access.account': { person_id: string | null } }>()
    .selectFrom('convene.nomination as n')
    .innerJoin('access.account as a', 'a.person_id', 'n.person_id')
    .select('n.person_id')
    .where('n.class_id', '=', classId)
    .where('n.state', '=', 'accepted')
    .execute()
  const ids = [...people.map(({ actor }) => actor.personId ?? ''), ...cast.map((row) => row.person_id)]
  return [...new Set(ids)].sort()
}

/** A context in nobody's name: what the server makes of a request without a session. */
export const nobody = (ctx: Context): OpenContext => ({ ...ctx, actor: null })

/**
 * A ballot for each, by the way of everybody but for the blinding, which a device needs once and a sample for a hundred
 * people, whose answers are invented: the server signs their tokens as they are.
 */
export async function takeBallots<Voter>(
  voters: readonly Voter[],
  sign: (voter: Voter, message: string) => Promise<{ signature: string }>,
): Promise<Ballot[]> {
  return eachAlone(voters, async (voter) => {
    const token = randomBytes(32)
    const { signature } = await sign(voter, encoded(token).toString('base64url'))
    return { token: token.toString('base64url'), signature }
  })
}

/** A token in the form in which it is signed with a key of 2048 bits, whatever the key is: RFC 8017, 9.1.1. */
function encoded(token: Buffer): Buffer {
  const hashOf = (...parts: Buffer[]) => createHash('sha384').update(Buffer.concat(parts)).digest()
  const salt = randomBytes(48)
  const hash = hashOf(Buffer.alloc(8), hashOf(token), salt)
  const block = Buffer.concat([Buffer.alloc(158), Buffer.of(1), salt])
  for (let at = 0; at < block.length; at += hash.length) {
    const mask = hashOf(hash, Buffer.of(0, 0, 0, at / hash.length))
    for (const [n, byte] of mask.entries()) if (at + n < block.length) block[at + n] ^= byte
  }
  block[0] &= 0x7f
  return Buffer.concat([block, hash, Buffer.of(0xbc)])
}

/** A number in [0, 1) that depends on its arguments alone: the sample is the same every time. */
export function drawn(...from: number[]): number {
  let state = 0x9e3779b9
  for (const n of from) {
    state = Math.imul(state ^ (n + 0x7f4a7c15), 0x85ebca6b)
    state ^= state >>> 13
    state = Math.imul(state, 0xc2b2ae35)
    state ^= state >>> 16
  }
  return (state >>> 0) / 2 ** 32
}
