// The workbook as a person reads it: the words of the screens, times of day, what is referred to by its name, tabs that
// say what stands on them.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { sql } from 'kysely'
import readXlsxFile from 'read-excel-file/node'
import { idOf } from '../../../test/convene-class.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { exports } from '../../app/rooms.ts'
import type { Names } from '../../base/words.ts'
import { returnPlan } from '../../plan/plans/contract.ts'
import { readWords } from '../../platform/catalogues.ts'
import { clauseTitle } from '../../study/policies/rules.ts'
import { exportPackage, exportWorkbook } from '../export/contract.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const { languages, say } = readWords()
type Cells = Record<string, unknown>

/** The workbook of a place by its tabs, each row by its headings. */
async function workbookOf(login: string, code: string, language = 'en'): Promise<Map<string, Cells[]>> {
  const query = { placeId: await idOf(town, 'place', code) }
  const answer = await (await town.as(login)).send(exportWorkbook, { query }, { 'accept-language': language })
  assert.equal(answer.status, 200)
  const sheets = await readXlsxFile(Buffer.from(answer.body as Buffer))
  return new Map(
    sheets.map(({ sheet, data: [heads, ...rows] }) => [
      sheet,
      rows.map((row) => Object.fromEntries(heads.map((head, at) => [String(head), row[at]]))),
    ]),
  )
}

/** The rows of a table as the data package of the whole has them. */
async function packaged(table: string): Promise<Record<string, string>[]> {
  const query = { placeId: await idOf(town, 'place', '0') }
  const bytes = await (await town.as('administrator')).ask(exportPackage, { query })
  return parse(strFromU8(unzipSync(new Uint8Array(bytes as Buffer))[`${table}.csv`]), { columns: true })
}

test('a state is told in the word that its screen has for it, in every language; the package keeps its code', async () => {
  const { kysely } = town.database
  const { rows: ended } = await sql<{ zh: string }>`update convene.class set state = 'running'
    where id = (select id from convene.class where last_day < '1954-07-01' order by id limit 1)
    returning names ->> 'zh' as zh`.execute(kysely)
  const { rows: due } = await sql<{
    zh: string
  }>`update carry_out.commitment set due_on = '1954-07-01'
    where id = (select id from carry_out.commitment where state = 'open' order by id limit 1) returning if_text ->> 'zh' as zh`.execute(
    kysely,
  )
  const { rows: plans } = await sql<{ id: string; editVersion: number; version: number; place: string }>`
    select plan.id, edit_version as "editVersion", standing_version as version, place.names ->> 'en' as place
    from plan.plan join registry.place on place.id = plan.place_id join plan.period on period.id = plan.period_id
    where standing_version is not null and plan.state = 'approved' and period.code = '1954-h1'
      and exists (select 1 from registry.place_path as path join registry.place as above on above.id = any(path.line)
        where path.place_id = place.id and path.from_on <= period.borders_on and path.to_on > period.borders_on
          and above.code = 'xuchang-district')
    order by place.code limit 1`.execute(kysely)
  const [{ id: planId, editVersion, version, place }] = plans
  const reason = { zh: '按专区平衡修改', en: 'to balance it with the district' }
  await (await town.as('xuchang-officer')).ask(returnPlan, {
    params: { planId },
    body: { editVersion, reason },
  })

  const told = {
    zh: ['已期满，待结束', '逾期'],
    en: ['ended, not closed', 'overdue'],
    es: ['terminado, sin cerrar', 'atrasado'],
  }
  for (const [language, [ofClass, ofCommitment]] of Object.entries(told)) {
    const tr = say(language)
    const book = await workbookOf('administrator', '0', language)
    const stateOf = (title: string, head: string, value: string) =>
      book.get(tr(title))?.find((row) => row[tr(head)] === value)?.[tr('State')]
    assert.equal(stateOf('Classes', 'Name in Chinese', ended[0].zh), ofClass)
    assert.equal(stateOf('Commitments', 'If, in Chinese', due[0].zh), ofCommitment)
    const revised = tr('being revised (version {n} stands)', { n: version })
    const states = book.get(tr('Plans'))?.map((row) => row[tr('State')])
    assert.equal(states?.filter((state) => state === revised).length, 1, `${language}: ${place}`)
  }
  const states = async (name: string) => new Set((await packaged(name)).map((row) => row.state))
  const classes = await states('classes')
  assert.ok(classes.has('running') && !classes.has('ended'))
  assert.ok((await states('plans')).has('returned') && !(await states('commitments')).has('overdue'))
})

test('sessions begin and end at a time of day', async () => {
  const sessions = (await workbookOf('administrator', '0')).get('Sessions') ?? []
  const { rows } = await sql<{ zh: string; on: string; from: number; to: number }>`
    select title ->> 'zh' as zh, on_day::text as on, starts_at as from, ends_at as to from convene.session`.execute(
    town.database.kysely,
  )
  assert.ok(rows.length > 10 && sessions.length === rows.length)
  const clock = (cell: unknown) => (cell as Date).toISOString().slice(11, 16)
  const said = (minutes: number) => new Date(minutes * 60_000).toISOString().slice(11, 16)
  const key = (zh: unknown, on: string, from: string, to: string) => `${zh} ${on} ${from}–${to}`
  assert.deepEqual(
    sessions
      .map((row) =>
        key(
          row['Title in Chinese'],
          (row.Day as Date).toISOString().slice(0, 10),
          clock(row.Begins),
          clock(row.Ends),
        ),
      )
      .sort(),
    rows.map(({ zh, on, from, to }) => key(zh, on, said(from), said(to))).sort(),
  )
})

test('whatever a row refers to is called by its name: the clause of a policy, the place above, whoever moved away', async () => {
  const { rows } = await sql<{ policy: Names; number: string; text: Names }>`
    select distinct on (clause.id) policy.names as policy, number, text
    from plan.citation as cited join study.clause on clause.id = cited.ref_id and cited.kind = 'clause'
    join study.policy on policy.id = clause.policy_id
    join study.clause_text as said on said.clause_id = clause.id order by clause.id, said.version desc`.execute(
    town.database.kysely,
  )
  assert.ok(rows.length > 3)
  // Somebody whose entry is another county's by now was put forward by this one, and promised here.
  const { rows: moved } = await sql<{ zh: string }>`update registry.person
    set place_id = (select id from registry.place where code = 'jia')
    where id = (select nomination.person_id from convene.nomination
      join registry.place on place.id = nomination.place_id and place.code = 'linying'
      where nomination.state = 'accepted' order by nomination.arrival limit 1)
    returning names ->> 'zh' as zh`.execute(town.database.kysely)
  for (const [login, code] of [
    ['administrator', '0'],
    ['linying-officer', 'linying'],
  ]) {
    const book = await workbookOf(login, code)
    const lost = [...book].flatMap(([tab, all]) =>
      all.flatMap((row) =>
        Object.entries(row).flatMap(([head, cell]) =>
          cell === 'not among these data' ? [`${tab}: ${head}`] : [],
        ),
      ),
    )
    assert.deepEqual([...new Set(lost)], [], code)
    const cited = (book.get('Cited by plan lines') ?? []).filter((row) => row.Kind === 'Clause of a policy')
    const called = rows.map(({ policy, number, text }) => `${policy.en}: ${clauseTitle(number, text).en}`)
    assert.ok(cited.length > 0, code)
    for (const row of cited) assert.ok(called.includes(String(row['Refers to'])), String(row['Refers to']))
  }
  const nominations =
    (await workbookOf('linying-officer', 'linying', 'zh')).get(say('zh')('Nominations')) ?? []
  const heads = Object.keys(nominations[0] ?? {})
  assert.ok(
    nominations.some((row) => heads.some((head) => row[head] === moved[0].zh)),
    'by the name, as on the page of the class',
  )
})

test('every tab fits whole, in every language, and none is called as another', () => {
  assert.ok(languages.length >= 3)
  for (const language of languages) {
    const tabs = exports.map(({ title, tab }) => say(language)(tab ?? title))
    for (const tab of tabs) {
      assert.ok([...tab].length > 0 && tab.length <= 31, `${language}: ${tab}`)
      assert.doesNotMatch(tab, /[[\]:*?/\\]|^'|'$|^history$/i, `${language}: ${tab}`)
    }
    assert.equal(new Set(tabs.map((tab) => tab.toLowerCase())).size, tabs.length, language)
  }
})

test('hours stand by the clock of the programme, and the heading says so; the package keeps UTC', async () => {
  await sql`update convene.nomination set made_at = '1954-06-01T17:35:00Z'`.execute(town.database.kysely)
  const rows = (await workbookOf('administrator', '0')).get('Nominations') ?? []
  assert.ok(rows.length > 0)
  const shown = rows.map((row) => (row['Made (time of Asia/Shanghai)'] as Date).toISOString().slice(0, 16))
  assert.deepEqual([...new Set(shown)], ['1954-06-02T01:35'])
  assert.deepEqual(
    new Set((await packaged('nominations')).map((row) => row.made_at)),
    new Set(['1954-06-01T17:35:00Z']),
  )
})

test('a period ends on its last day, as where it is set up; what may still hold says how its end is meant', async () => {
  const book = await workbookOf('administrator', '0')
  const endOf = (code: string) => {
    const found = book.get('Periods')?.find((row) => row.Code === code)?.To
    return (found as Date).toISOString().slice(0, 10)
  }
  assert.equal(endOf('1954-h1'), '1954-06-30')
  assert.equal((await packaged('periods')).find(({ code }) => code === '1954-h1')?.to, '1954-07-01')
  const { rows } = await sql<{ to: string }>`select to_on::text as to from registry.appointment
    where isfinite(to_on)`.execute(town.database.kysely)
  assert.ok(rows.length > 0)
  const held =
    book.get('Who held which post')?.flatMap((row) => row['Until (no longer on this day)'] ?? []) ?? []
  assert.deepEqual(
    held.map((day) => (day as Date).toISOString().slice(0, 10)).toSorted(),
    rows.map(({ to }) => to).toSorted(),
  )
})
