// Whoever looks for something types it as it comes: without accents, by words, in whatever list.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { classOf, luohe } from '../convene-class.ts'
import { openTown, type Town } from '../town.ts'
import { ask, placeOf } from './office.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

/** Gives something its name, whatever it was called, and tells what it was found by. */
const called = async (table: string, id: string, en: string, column = 'names') =>
  sql`update ${sql.table(table)} set ${sql.ref(column)} = ${JSON.stringify({ zh: '德奥', en })}::jsonb
    where id = ${id}`.execute(town.database.kysely)

const theogene = ['theogene', 'Théogène', 'nkurunziza theogene', 'Nkurunziza  THÉOGÈNE', '德奥', 'théo nkuru']
const nobody = ['theogene astronaut', 'astronaut']

async function heldAsFound(find: (text: string) => Promise<unknown[]>, texts = theogene, none = nobody) {
  for (const text of texts) assert.equal((await find(text)).length, 1, text)
  for (const text of none) assert.deepEqual(await find(text), [], text)
}

test('candidates of a class are found without accents and by words, also of their units', async () => {
  const linying = await town.as('linying-officer')
  const placeId = await placeOf(town, 'linying')
  const { classId } = await classOf(town, 'xuchang-officer', luohe)
  const { rows } = await sql<{ personId: string; postId: string; unitId: string }>`
    select a.person_id as "personId", a.post_id as "postId", a.organisation_id as "unitId"
    from registry.appointment as a join registry.organisation as o on o.id = a.organisation_id
    join convene.class_post as called on called.post_id = a.post_id and called.class_id = ${classId}
    where o.place_id = ${placeId} and a.from_on <= '1954-02-01' and a.to_on > '1954-07-10' order by a.id limit 1`.execute(
    town.database.kysely,
  )
  const [{ personId, postId, unitId }] = rows
  await called('registry.person', personId, 'Théogène Nkurunziza')
  await called('registry.organisation', unitId, 'Coopérative de Núñez')
  const find = async (text: string) =>
    (
      await ask(linying, `GET /api/classes/${classId}/candidates`, { query: { placeId, postId, text } })
    ).found.filter(({ id }: { id: string }) => id === personId)
  await heldAsFound(find, [...theogene, 'theogene nunez', 'cooperative nkurunziza', ''])
})

test('accounts are found without accents and by words, also of the sign-in name', async () => {
  const administrator = await town.as('administrator')
  const { accounts } = await ask(administrator, 'GET /api/accounts', { query: { text: 'fugou-officer' } })
  await called('access.account', accounts[0].id, 'Théogène Nkurunziza')
  const find = async (text: string) =>
    (await ask(administrator, 'GET /api/accounts', { query: { text } })).accounts
  await heldAsFound(find, [...theogene.filter((text) => text !== '德奥'), 'fugou-officer', 'fugou theogene'])
})

test('classes, cases and their units are found without accents and by words', async () => {
  const officer = await town.as('xuchang-officer')
  const { classId } = await classOf(town, 'xuchang-officer', luohe)
  await called('convene.class', classId, 'Formación de Núñez')
  const some = ['formacion', 'nunez formacion', 'Formación']
  await heldAsFound(
    async (text) => (await ask(officer, 'GET /api/classes', { query: { text } })).classes,
    some,
  )
  await heldAsFound(
    async (text) => (await ask(officer, 'GET /api/class-choices', { query: { text } })).found,
    some,
  )
  const { cases } = await ask(officer, 'GET /api/cases')
  await called('registry.organisation', cases[0].unit.id, 'Théogène Nkurunziza')
  await called('cases.practice_case', cases[0].id, 'Tissage à façon', 'title')
  const inLibrary = async (text: string) =>
    (await ask(officer, 'GET /api/cases', { query: { text } })).cases.filter(
      ({ id }: { id: string }) => id === cases[0].id,
    )
  await heldAsFound(inLibrary, [...theogene, 'facon theogene', 'tissage facon'])
  await heldAsFound(async (text) =>
    (await ask(officer, 'GET /api/cases/choices', { query: { text } })).units.filter(
      ({ id }: { id: string }) => id === cases[0].unit.id,
    ),
  )
})

test('what a thread may begin with is found without accents and by words', async () => {
  const officer = await town.as('xuchang-officer')
  const rename = async (table: string, column: string, where = sql`true`) => {
    const { rows } = await sql<{
      id: string
    }>`select id from ${sql.table(table)} where ${where} order by id limit 1`.execute(town.database.kysely)
    await called(table, rows[0].id, `Théogène ${table} Nkurunziza`, column)
  }
  await rename('examine.misconception', 'statement')
  await rename('cases.case_step', 'title')
  await rename(
    'plan.indicator',
    'names',
    sql`exists (select 1 from plan.plan_line where indicator_id = indicator.id)`,
  )
  for (const text of ['theogene', 'nkurunziza theogene']) {
    const { found } = await ask(officer, 'GET /api/thread', { query: { text } })
    const kinds = new Set(found.map(({ kind }: { kind: string }) => kind))
    for (const kind of ['misconception', 'case_step', 'plan_line'])
      assert.ok(kinds.has(kind), `${text}: ${kind}`)
  }
})
