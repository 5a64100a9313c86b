// Nothing holds the server: whoever asks for something else is answered while an export, an import, a backup or a paper
// is being made; and what goes out goes out while it is made, at the pace of whoever takes it.
import assert from 'node:assert/strict'
import { type IncomingMessage, request } from 'node:http'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { makeSession } from '../src/access/sessions/actions.ts'
import { sessionCookie } from '../src/access/sessions/queries.ts'
import { listen } from './browser.ts'
import { idOf } from './convene-class.ts'
import { ask, send } from './right/office.ts'
import { newImportId, oneSheet, sendFile } from './right/sheets.ts'
import { openTown, type Person, type Town } from './town.ts'

/** Of whom the CSV alone is more than is made ahead of whoever takes it, and than the system holds for a connection. */
const many = 150_000
const some = 10_000

let town: Town
let administrator: Person
let address: string
let cookie: string
let placeId: string
before(async () => {
  town = await openTown()
  administrator = await town.as('administrator')
  address = await listen(town)
  placeId = await idOf(town, 'place', 'linying')
  const { kysely } = town.database
  const account = await town.accountOf('administrator')
  cookie = `${sessionCookie}=${await makeSession(kysely, account, 'test', new Date())}`
  await addPeople(placeId, many)
  await addPeople(await idOf(town, 'place', 'ye'), some)
  await sql`analyze registry.person`.execute(town.database.kysely)
})
after(() => town.close())

const health = () => ask(town.stranger(), 'GET /api/health')

/** How often health was told between the beginning of the work and its end, and the longest part of it without. */
async function askedDuring<T>(work: Promise<T>): Promise<{ answers: number; longest: number; result: T }> {
  let isOver = false
  const over = work.finally(() => {
    isOver = true
  })
  let answers = 0
  const begun = performance.now()
  let [last, longest] = [begun, 0]
  while (!isOver) {
    await health()
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
    if (!isOver) answers += 1
  }
  return { answers, longest: longest / (performance.now() - begun), result: await over }
}

/** The answer to one request over a connection of its own, of which nothing is taken yet. */
function begin(path: string): Promise<IncomingMessage> {
  return new Promise((begun, failed) => {
    const asked = request(`${address}${path}`, { agent: false, headers: { cookie } }, begun)
    asked.on('error', failed)
    asked.end()
  })
}

/** Some at a time: no statement may take longer than half a minute, on a busy machine either. */
async function addPeople(placeId: string, n: number): Promise<void> {
  const atOnce = 10_000
  for (let before = 0; before < n; before += atOnce)
    await sql`insert into registry.person (id, code, names, place_id)
      select gen_random_uuid(), 'made-' || right(${placeId}::text, 6) || n,
        jsonb_build_object('zh', '人' || translate(n::text, '0123456789', 'abcdefghij'), 'en', repeat('Person ', 8) || n), ${placeId}
      from generate_series(${before + 1}::int, ${before + atOnce}::int) as n`.execute(town.database.kysely)
}

const people = () => `/api/exports/tables/people?placeId=${placeId}`

async function openSnapshots(): Promise<number[]> {
  const { rows } = await sql<{ pid: number }>`select pid from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null
      and query ilike 'fetch %'`.execute(town.database.kysely)
  return rows.map(({ pid }) => pid)
}

async function noSnapshot(): Promise<void> {
  const until = Date.now() + 60_000
  while ((await openSnapshots()).length > 0) {
    assert.ok(Date.now() < until, 'the export still holds the database')
    await wait(20)
  }
}

test('a file goes out while it is made, is made for nobody slowly, and comes whole', async () => {
  const answer = await begin(people())
  assert.equal(answer.statusCode, 200)
  answer.setEncoding('utf8')
  const first = await new Promise<string>((got) => answer.once('data', got))
  answer.pause()
  assert.ok(first.startsWith('\ufeffid,code,'))
  // Nobody else waits for whoever takes no more for now, the database least of all.
  await noSnapshot()
  let text = first
  for await (const more of answer) text += more
  assert.equal(text.split('\r\n').length - 2, (await peopleHere()).length)
  assert.ok(text.endsWith('\r\n') && answer.complete)
  await noSnapshot()
})

const peopleHere = async () =>
  (
    await sql<{ id: string }>`select id from registry.person where place_id = ${placeId}`.execute(
      town.database.kysely,
    )
  ).rows

test('whoever hangs up ends what was being made, and may ask for it again', async () => {
  for (let n = 0; n < 4; n += 1) {
    const answer = await begin(people())
    answer.destroy()
    await noSnapshot()
  }
  const { status } = await send(administrator, `GET ${people()}`)
  assert.equal(status, 200)
})

test('what goes wrong after the first byte is a broken transfer, not a short file', async () => {
  const { kysely } = town.database
  let answer = await begin(people())
  for (;;) {
    await new Promise((got) => answer.once('readable', got))
    const making = await openSnapshots()
    for (const pid of making) await sql`select pg_terminate_backend(${pid})`.execute(kysely)
    if (making.length > 0) break
    // All of it was made by then: once more.
    answer.destroy()
    answer = await begin(people())
  }
  await assert.rejects(async () => {
    for await (const _ of answer);
  }, /aborted/)
  assert.equal(answer.complete, false)
  await health()
})

test('health is told all the time while each kind of file is made', async () => {
  const query = { placeId }
  const works: Record<string, () => Promise<{ status: number }>> = {
    CSV: () => send(administrator, 'GET /api/exports/tables/people', { query }),
    package: () => send(administrator, 'GET /api/exports/package.zip', { query }),
    workbook: () => send(administrator, 'GET /api/exports/workbook.xlsx', { query }),
  }
  for (const [name, work] of Object.entries(works)) {
    const { answers, longest, result } = await askedDuring(work())
    assert.equal(result.status, 200, name)
    assert.ok(answers >= 20, `${answers} answers during ${name}`)
    // Whoever stands still while one part is made answers often enough besides.
    assert.ok(longest < 0.5, `none for ${Math.round(longest * 100)} per cent of ${name}`)
  }
})

test('health is told while all that is held about a person is put together', async () => {
  // What was made before anybody could ask is made again: a server that stands still answers nobody at all.
  let told = 0
  for (let times = 0; told < 2 && times < 20; times++) {
    const { answers, result } = await askedDuring(send(administrator, 'GET /api/account/data.zip'))
    assert.equal(result.status, 200)
    told += answers
  }
  assert.ok(told >= 2, `${told} answers`)
})

test('health is told while a long paper is made', async () => {
  const { kysely } = town.database
  const { rows } = await sql<{ id: string }>`select id from registry.organisation where place_id = ${placeId}
    order by code limit 1`.execute(kysely)
  const [{ id: organisationId }] = rows
  await sql`
    insert into formation.membership (id, person_id, organisation_id, party, joined_on, consent_on, consent_how, made_on,
      made_by)
    select gen_random_uuid(), id, ${organisationId}, 'person', '1954-01-01', '1954-01-01', 'signed', '1954-01-01',
      ${await town.accountOf('administrator')}
    from registry.person where place_id = ${placeId} and code like 'made-%' order by id limit ${some}`.execute(
    kysely,
  )
  const paper = await askedDuring(
    ask(administrator, `GET /api/organisations/${organisationId}/members/list`, {
      query: { on: '1954-02-01' },
    }),
  )
  assert.ok(paper.result.members.length >= some)
  assert.ok(paper.answers >= 2, `${paper.answers} answers`)
})

test('health is told while a long list comes in, is judged anew, and goes into the register', async () => {
  const rows = Array.from({ length: 5_000 }, (_, n) => [`新${n}`, '临颍县', `new-${n}`])
  const importId = newImportId()
  const preview = await askedDuring(
    sendFile(administrator, 'people', 'a.xlsx', oneSheet([['姓名', '县', '代码'], ...rows]), { importId }),
  )
  assert.equal(preview.result.status, 200)
  const check = await askedDuring(ask(administrator, `POST /api/imports/${importId}/check`))
  const commit = await askedDuring(ask(administrator, `POST /api/imports/${importId}/commit`))
  assert.equal(commit.result.counts.new, rows.length)
  for (const [name, { answers }] of Object.entries({ preview, check, commit }))
    assert.ok(answers >= 10, `${answers} answers during ${name}`)
})

/** A unit that people are members of from the beginning of the year on. */
async function unitWithMembers(): Promise<string> {
  const { rows } = await sql<{ code: string }>`
    select o.code from registry.organisation as o
    join registry.organisation_form as had on had.organisation_id = o.id and had.form = o.form
    where o.form = 'production_group' and o.status = 'active' and had.from_on <= '1954-01-01'
    order by o.code limit 1`.execute(town.database.kysely)
  return rows[0].code
}

test('of a list of more people than names are looked through for everybody is found, and health is told meanwhile', async () => {
  const { rows: people } = await sql<{ code: string }>`
    select code from registry.person where place_id = ${placeId} and code like 'made-%'
      and id not in (select person_id from formation.membership) order by code limit 21000`.execute(
    town.database.kysely,
  )
  const unit = await unitWithMembers()
  const rows = people.map(({ code }) => [code, unit, '1954-01-10', '1954-01-05', 'signed'])
  const heads = ['personCode', 'organisation', 'joined', 'consentOn', 'consentHow']
  const importId = newImportId()
  const preview = await askedDuring(
    sendFile(administrator, 'memberships', 'a.xlsx', oneSheet([heads, ...rows]), { importId }),
  )
  assert.equal(preview.result.status, 200)
  const { counts } = await ask(administrator, `GET /api/imports/${importId}`)
  assert.equal(counts.new, rows.length)
  assert.ok(preview.answers >= 10, `${preview.answers} answers`)
})

test('health is told while what was perhaps meant is looked for among everybody', async () => {
  const unit = await unitWithMembers()
  const rows = Array.from({ length: 100 }, (_, n) => [
    `无此人${String.fromCharCode(0x4e00 + n)}`,
    unit,
    '1954-01-10',
    '1954-01-05',
    'signed',
  ])
  const heads = ['person', 'organisation', 'joined', 'consentOn', 'consentHow']
  const importId = newImportId()
  const { answers, longest, result } = await askedDuring(
    sendFile(administrator, 'memberships', 'a.xlsx', oneSheet([heads, ...rows]), { importId }),
  )
  assert.equal(result.status, 200)
  const { counts } = await ask(administrator, `GET /api/imports/${importId}`)
  assert.equal(counts.faulty, rows.length)
  assert.ok(answers >= 10, `${answers} answers`)
  assert.ok(longest < 0.5, `none for ${Math.round(longest * 100)} per cent`)
})

test('health is told while a backup is made', async () => {
  await ask(administrator, 'POST /api/instance/backups')
  const made = async () => {
    for (;;) {
      const { last, failed } = await ask(administrator, 'GET /api/instance/backups')
      assert.equal(failed, null)
      if (last) return
      await wait(5)
    }
  }
  const { answers } = await askedDuring(made())
  assert.ok(answers >= 2, `${answers} answers`)
})
