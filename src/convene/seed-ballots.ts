// People of a sample who answer without a name, each on a device of their own, by the same way as everybody: a blinded
// token, one signature, an answer that names nobody. What they answer follows from the pack alone.
import type { Context, OpenContext, Sample } from '../access/context.ts'
import { type Ballot, finishBallot, prepareBallot } from '../base/ballot.ts'
import { newId } from '../base/ids.ts'

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
 * A roster as a sample states it, whose people have no accounts: those who answer, and the trainees of the cast, so that
 * whoever looks around may answer too.
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

/** Each takes a ballot as a device does; the devices work side by side, the server signs for one after the other. */
export async function takeBallots<Voter>(
  publicKey: string,
  voters: readonly Voter[],
  sign: (voter: Voter, blinded: string) => Promise<{ signature: string }>,
): Promise<Ballot[]> {
  const prepared = await Promise.all(voters.map(() => prepareBallot(publicKey)))
  const signatures: string[] = []
  for (const [at, voter] of voters.entries())
    signatures.push((await sign(voter, prepared[at].blinded)).signature)
  return Promise.all(prepared.map((one, at) => finishBallot(publicKey, one, signatures[at])))
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
