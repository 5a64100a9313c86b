// Everything held about a person, taken out. What names a person, or was written by an account, each room says in its
// naming.ts; how it is taken away: erasure.ts.
import { sql } from 'kysely'
import type { Context, Serve } from '../../access/context.ts'
import { must } from '../../access/rules.ts'
import { ownData } from '../../access/ways/contract.ts'
import { onClock } from '../../base/dates.ts'
import { msg, type Names, nameIn } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import { openGate } from '../../platform/gate.ts'
import { note } from '../../platform/journal.ts'
import { schemaOf } from '../../platform/migrate.ts'
import { type NamedRows, readNaming } from '../../platform/naming.ts'
import { type Outgoing, outgoing } from '../../platform/outgoing.ts'
import { readSettings, zoneOf } from '../../platform/settings.ts'
import { eachInSlices, portionsOf } from '../../platform/slices.ts'
import { openZip } from '../../platform/zip.ts'
import * as calls from '../../registry/people/contract.ts'
import { getPerson } from '../../registry/people/queries.ts'
import { naming, rooms } from '../rooms.ts'
import { erase } from './erasure.ts'
import { type Part, pageOf } from './page.ts'
import { codeTables, ofOthers } from './words.ts'

/** Whatever is held about somebody is looked for everywhere: work for all the server, behind a gate. */
export function routes(serve: Serve): void {
  const gate = openGate(2)
  serve(
    calls.personData,
    async (ctx, { params }, reply) => {
      const person = await getPerson(ctx, params.personId)
      must(ctx.actor, 'person.data', person.path)
      const data = await dataOf(ctx, await accountsOf(ctx.db, person.id), person.id)
      // The call is a GET, which has no transaction; the entry stands by itself.
      await note(ctx, { verb: 'person.data-given', kind: 'person', id: person.id, placeId: person.placeId })
      reply.file(`personal-data-${person.code}.zip`, 'application/zip')
      return data
    },
    { gate },
  )
  serve(
    ownData,
    async (ctx, _input, reply) => {
      reply.file('personal-data.zip', 'application/zip')
      return dataOf(ctx, [ctx.actor.accountId], ctx.actor.personId)
    },
    { gate },
  )
  serve(calls.erasePerson, (ctx, { params, body }) => erase(ctx, params.personId, body.name))
}

async function accountsOf(db: Db, personId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from access.account where person_id = ${personId} order by id`.execute(db)
  return rows.map(({ id }) => id)
}

async function dataOf(ctx: Context, accountIds: string[], personId: string | null): Promise<Outgoing> {
  const { db, language, say } = ctx
  const { rows: entry } = await sql<{ names: Names }>`
    select id, code, names, phone, place_id, illustrative from registry.person where id = ${personId}`.execute(
    db,
  )
  const who = { personIds: personId ? await entriesOf(db, personId) : [], accountIds }
  const held: Part[] = []
  for (const { heldAbout } of rooms) held.push(...((await heldAbout?.(db, who, say)) ?? []))
  const named = personId ? await readNaming(db, naming, 'person', personId) : []
  for (const id of accountIds) named.push(...(await readNaming(db, naming, 'account', id)))
  const parts: Part[] = [
    { name: 'person', title: say(msg('Entry in the register of people')), rows: entry },
    ...held,
    // Of the accounts everything that is no secret was told above.
    ...gathered(named.filter(({ what }) => what !== 'Accounts')).map(({ what, rows }) => ({
      name: what.toLowerCase().replace(/\W+/g, '-'),
      title: say(what),
      rows,
    })),
    { name: 'journal', title: say(msg('Journal')), rows: await deedsOf(db, accountIds, personId) },
  ].filter(({ rows }) => rows.length > 0)
  const names = await namesOf(db, parts)
  const zone = zoneOf(await readSettings(db))
  const about = [
    say(
      msg(
        'Taken out on {day}. Times are those of {zone}; in data.json the same stands for machines, in UTC.',
      ),
      { day: onClock(ctx.now, zone).slice(0, 10), zone },
    ),
    say(
      msg(
        'Answers given without a name are not in here: they are kept so that nobody can find whose they are, the people who run this system included.',
      ),
    ),
    say(msg('A name that others wrote into a free text is not found by itself, and is not in here.')),
  ]
  const called = entry[0]?.names ?? (held[0].rows[0].names as Names)
  const title = say(msg('What is held about {name}'), { name: nameIn(called, language) })
  return outgoing(ctx.actor.accountId, async (write) => {
    const zip = openZip(write, ctx.now)
    await zip.add('data.json', async (write) => {
      for (const text of jsonOf({ madeAt: ctx.now, about, parts, names })) await write(text)
    })
    await zip.add('data.html', async (write) => {
      for (const text of pageOf({ title, about, parts, names, language, say, zone })) await write(text)
    })
    await zip.end()
  })
}

type Told = { madeAt: Date; about: string[]; parts: Part[]; names: Map<string, Names> }

/** The same for machines, a row a line; `names`: what the ids in the rows mean. */
function* jsonOf({ madeAt, about, parts, names }: Told): Generator<string> {
  yield `{\n"madeAt": ${JSON.stringify(madeAt)},\n"about": ${JSON.stringify(about)}`
  for (const { name, rows } of parts) {
    yield `,\n${JSON.stringify(name)}: [`
    for (const [at, row] of rows.entries()) yield `${at > 0 ? ',' : ''}\n${JSON.stringify(row)}`
    yield ']'
  }
  yield `,\n"names": ${JSON.stringify(Object.fromEntries(names))}\n}\n`
}

/** The entry with the twins that were made one with it. */
async function entriesOf(db: Db, personId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from registry.person where id = ${personId} or kept_as = ${personId}`.execute(db)
  return rows.map(({ id }) => id)
}

/** The rows of each kind together, without what says the name of somebody else. */
function gathered(named: NamedRows[]): NamedRows[] {
  const isOwn = ([column]: [string, unknown]) => !ofOthers.includes(column)
  return [...Map.groupBy(named, ({ what }) => what)].map(([what, found]) => ({
    what,
    rows: found.flatMap(({ rows }) =>
      rows.map((row) => Object.fromEntries(Object.entries(row).filter(isOwn))),
    ),
  }))
}

/** What the person did and what was done to the person's entry and account. */
async function deedsOf(db: Db, accountIds: string[], personId: string | null) {
  const { rows } = await sql<{ at: Date; verb: string; place_id: string | null; subject_id: string }>`
    select at, verb, place_id, subject_id from platform.journal where account_id = any(${accountIds}::uuid[])
      or (kind = 'account' and subject_id = any(${accountIds}::uuid[]))
      or (kind = 'person' and subject_id = ${personId}::uuid)
    order by id`.execute(db)
  return rows
}

/** What the places, posts, units, classes and the like are called whose ids stand in the rows. Never a person. */
async function namesOf(db: Db, parts: Part[]): Promise<Map<string, Names>> {
  const ids = new Set<string>()
  const codes = codeTables.map(([column, table]) => ({ column, table, found: new Set<unknown>() }))
  const idsIn = (row: unknown) =>
    JSON.stringify(row).match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? []
  for (const { rows } of parts)
    await eachInSlices(rows, (row) => {
      for (const id of idsIn(row)) ids.add(id)
      for (const { column, found } of codes) if (row[column]) found.add(row[column])
    })
  const tables = rooms.flatMap(({ name, named = {} }) =>
    Object.entries(named).map(
      ([table, column]) => sql`
      select id, ${sql.ref(column)} as names from ${sql.table(`${schemaOf(name)}.${table}`)}`,
    ),
  )
  const names = new Map<string, Names>()
  for (const some of portionsOf([...ids])) {
    const { rows } = await sql<{ id: string; names: Names }>`
      with named as (${sql.join(tables, sql` union all `)})
      select id, names from named where id = any(${some}::uuid[])`.execute(db)
    for (const row of rows) names.set(row.id, row.names)
  }
  for (const { column, table, found } of codes) {
    const { rows } = await sql<{ code: string; names: Names }>`
      select code, names from ${sql.table(table)} where code = any(${[...found]}::text[])`.execute(db)
    for (const row of rows) names.set(`${column} ${row.code}`, row.names)
  }
  return names
}
