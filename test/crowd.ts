// A crowd for tests: accepted trainees of the class of 1954 beyond the cast, each with an account and a device, who
// take ballots and answer through the front door as everybody does.
import { sql } from 'kysely'
import { addGrant, makeAccount } from '../src/access/accounts/actions.ts'
import { type Ballot, finishBallot, prepareBallot } from '../src/base/ballot.ts'
import { newId } from '../src/base/ids.ts'
import type { Database } from '../src/platform/database.ts'
import type { Person, Town } from './town.ts'

export type Trainee = { personId: string; accountId: string; person: Person }

type Tables = {
  'convene.nomination': {
    person_id: string
    class_id: string
    place_id: string
    state: string
    arrival: number
  }
  'convene.class': { id: string; first_day: string }
  'access.account': { person_id: string | null; login: string }
}

export const tables = (database: Database) => database.kysely.withTables<Tables>()

/** The class of the sample that has trainees. */
export async function classOf(database: Database): Promise<string> {
  const row = await tables(database)
    .selectFrom('convene.class')
    .select('id')
    .orderBy('first_day')
    .limit(1)
    .executeTakeFirstOrThrow()
  return row.id
}

/**
 * Gives accounts to the first `size` accepted trainees who have none. Of the cast who were here only in the story are
 * not among those who may answer then: the crowd is.
 */
export async function gather(town: Town, size: number): Promise<Trainee[]> {
  const { database } = town
  await sql`update access.account set used_at = null where cast_order is not null and not exists
    (select 1 from access.session where session.account_id = account.id)`.execute(database.kysely)
  const rows = await tables(database)
    .selectFrom('convene.nomination as n')
    .leftJoin('access.account as a', 'a.person_id', 'n.person_id')
    .select(['n.person_id', 'n.place_id'])
    .where('n.class_id', '=', await classOf(database))
    .where('n.state', '=', 'accepted')
    .where('a.login', 'is', null)
    .orderBy('n.arrival')
    .limit(size)
    .execute()
  if (rows.length < size) throw new Error(`only ${rows.length} trainees are without an account`)
  const crowd: Trainee[] = []
  for (const { person_id: personId, place_id: placeId } of rows) {
    const accountId = newId()
    const login = `crowd-${accountId}`
    const names = { zh: '学员', en: 'Trainee' }
    await makeAccount(database.kysely, { id: accountId, login, names, personId }, new Date())
    await addGrant(database.kysely, accountId, { role: 'trainee', placeId }, new Date())
    crowd.push({ personId, accountId, person: await town.as(login) })
  }
  return crowd
}

/**
 * The closing time of everything that is open passes, as if people had waited for it; what the sample has open stays.
 */
export async function passClosing({ kysely }: Database): Promise<void> {
  await sql`update examine.round set closes_at = now() where closes_at > now() and not illustrative`.execute(
    kysely,
  )
  await sql`update study."check" set closes_at = now() where closes_at > now() and not illustrative`.execute(
    kysely,
  )
}

/** What a device does: blind, have signed, take the blinding off. */
export async function takeBallot(
  publicKey: string,
  sign: (blinded: string) => Promise<{ signature: string }>,
): Promise<Ballot> {
  const prepared = await prepareBallot(publicKey)
  return finishBallot(publicKey, prepared, (await sign(prepared.blinded)).signature)
}
