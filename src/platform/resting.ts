// What rests on an entry that is to go as if it had never been made: the rows of all rooms that name it, as their rooms
// declare them (naming.ts).
import { type RawBuilder, sql } from 'kysely'
import { type Finding, finding } from '../base/problems.ts'
import { msg, type Names, nameIn } from '../base/words.ts'
import type { Say } from './catalogues.ts'
import type { Db } from './database.ts'
import type { Column, Naming } from './naming.ts'

/** Rows of one kind: how many, and the first of them, by what they are called or by the entry that they name. */
export type Resting = { what: string; count: number; first: { names: Names; href: string | null }[] }

/** So many are named; nobody reads more before looking for themselves. */
const mostNamed = 5

const anId = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'

const names = ({ as, column }: Column, ids: RawBuilder<unknown>): RawBuilder<boolean> => {
  const held = sql.ref(`t.${column}`)
  return as === 'text'
    ? sql<boolean>`exists (select 1 from regexp_matches(${held}::text, ${`(${anId})`}, 'g') as found
        where found[1]::uuid in (${ids}))`
    : sql<boolean>`${held} in (${ids})`
}

/** What rests on the entries of a register whose ids a query gives, beside those that go or are put back with them. */
export async function readResting(
  db: Db,
  rooms: readonly Naming[],
  of: Column['of'],
  ids: RawBuilder<unknown>,
  along = ids,
): Promise<Resting[]> {
  const columns = rooms.flatMap((room) => room.columns).filter((column) => column.of === of)
  const found: Resting[] = []
  for (const some of Map.groupBy(columns, ({ table, what }) => `${table} ${what}`).values()) {
    const [{ table, what, column, as, called, href, own }] = some
    const entry = sql`(select own.names from ${sql.table(`registry.${of}`)} as own where own.id = ${sql.ref(`t.${column}`)})`
    const isNamed = as !== 'text' && ['person', 'organisation', 'place', 'post'].includes(of)
    const named = called ? sql.raw(called) : isNamed ? entry : sql`null::jsonb`
    const isOther = own ? sql`${sql.ref(`t.${own}`)} not in (${along})` : sql`true`
    const { rows } = await sql<{ count: number; first: Resting['first'] }>`
      with resting as materialized (
        select t.* from ${sql.table(table)} as t
        where (${sql.join(
          some.map((column) => names(column, ids)),
          sql` or `,
        )}) and ${isOther}
      )
      select count(*)::int as count, coalesce((
        select jsonb_agg(one) from (
          select ${named} as names, ${href ? sql.raw(href) : sql`null::text`} as href from resting as t limit ${mostNamed}
        ) as one where names is not null), '[]') as first
      from resting`.execute(db)
    if (rows[0].count > 0) found.push({ what, ...rows[0] })
  }
  return found
}

/** The rows of a query that gives the `names` and the `href` of each, as what rests on something. */
export async function restingRows(db: Db, what: string, rows: RawBuilder<unknown>): Promise<Resting[]> {
  const { rows: found } = await sql<Omit<Resting, 'what'>>`
    with resting as materialized (${rows})
    select count(*)::int as count, coalesce((
      select jsonb_agg(one) from (
        select names, href from resting where names is not null limit ${mostNamed}) as one), '[]') as first
    from resting`.execute(db)
  return found[0].count > 0 ? [{ what, ...found[0] }] : []
}

/** Refuses where anything rests on it, which is told. */
export function restingFindings(
  resting: readonly Resting[],
  { say, language }: { say: Say; language: string },
): Finding[] {
  if (resting.length === 0) return []
  const what = resting.map(({ what, count, first }) => {
    const named = first.map(({ names }) => nameIn(names, language))
    const more = count > named.length && named.length > 0 ? ' …' : ''
    return `${say(what)} (${count})${named.length > 0 ? `: ${named.join(', ')}${more}` : ''}`
  })
  const text = msg('This cannot be taken back, because something newer rests on it: {what}.')
  return [finding('', 'in-use', text, { what: what.join('; ') })]
}
