// Which links into accounts still let somebody in. Access keeps them; where roles and people are is known here.
import { sql } from 'kysely'
import { mayManage } from '../../access/accounts/queries.ts'
import { type Link, openLinks } from '../../access/invitations/queries.ts'
import { may } from '../../access/rules.ts'
import type { Day } from '../../base/dates.ts'
import type { Db } from '../../platform/database.ts'
import { lastPathsOf } from '../places/queries.ts'

/**
 * Those of the links that hold: made at the machine, or by an account that lives and could make them today, by its
 * roles, the borders and the home of the person behind. As for a new link: whoever has it is that person.
 */
export async function holdingLinks<One extends Link>(
  db: Db,
  links: readonly One[],
  today: Day,
): Promise<One[]> {
  const made = links.filter(({ madeBy }) => madeBy !== null)
  if (made.length === 0) return [...links]
  const homes = await homesOf(
    db,
    made.flatMap(({ personId }) => personId ?? []),
  )
  const grants = made.flatMap((link) => [...link.grants, ...(link.makerGrants ?? [])])
  const placeIds = [...new Set([...homes.values(), ...grants.map(({ placeId }) => placeId)])]
  const paths = await lastPathsOf(db, placeIds, today)
  const pathOf = (placeId: string | undefined) => (placeId && paths.get(placeId)) || []
  return links.filter(({ madeBy, makerGrants, grants, personId }) => {
    if (madeBy === null) return true
    if (makerGrants === null) return false
    const maker = { accountId: madeBy, sessionId: null, personId: null, grants: makerGrants, path: [] }
    const known = grants.map((grant) => ({ ...grant, path: pathOf(grant.placeId) }))
    const answers = personId === null || may(maker, 'person.change', pathOf(homes.get(personId)))
    return answers && mayManage(maker, known).isManaged
  })
}

/** Of these accounts those into which a link leads today. */
export async function accountsWithLink(
  db: Db,
  accountIds: readonly string[],
  today: Day,
): Promise<Set<string>> {
  const links = await openLinks(db, accountIds)
  return new Set((await holdingLinks(db, links, today)).map(({ accountId }) => accountId))
}

async function homesOf(db: Db, personIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; placeId: string }>`
    select asked.id, kept.place_id as "placeId" from registry.person as asked
    join registry.person as kept on kept.id = coalesce(asked.kept_as, asked.id)
    where asked.id = any(${[...new Set(personIds)]}::uuid[])`.execute(db)
  return new Map(rows.map(({ id, placeId }) => [id, placeId]))
}
