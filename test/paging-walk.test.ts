// Long lists, walked page by page through the front door: every row comes once, in order, also where many are alike in
// what they are ordered by, and while others add more; nothing of other places is among them.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { type RawBuilder, sql } from 'kysely'
import type { Call, CallInput } from '../src/base/call.ts'
import { newId } from '../src/base/ids.ts'
import { pageLength } from '../src/base/schemas.ts'
import { listCommitments } from '../src/carry-out/commitments/contract.ts'
import { caseLibrary, caseQuestions } from '../src/cases/contract.ts'
import { listClasses } from '../src/convene/classes/contract.ts'
import { seatChanges } from '../src/convene/seats/contract.ts'
import { listRounds, searchCards } from '../src/examine/contract.ts'
import { listOrganisations, organisationHolders } from '../src/registry/organisations/contract.ts'
import { placeEvents } from '../src/registry/places/contract.ts'
import { listChecks } from '../src/study/checks/contract.ts'
import { listMaterials } from '../src/study/materials/contract.ts'
import { listPolicies } from '../src/study/policies/contract.ts'
import { classOf, idOf, luohe, luoyang } from './convene-class.ts'
import { openTown, type Town } from './town.ts'

let town: Town
/** The class of the sample, and one that nobody of its district sees. */
let own: Awaited<ReturnType<typeof classOf>>
let other: Awaited<ReturnType<typeof classOf>>
before(async () => {
  town = await openTown()
  own = await classOf(town, officer, luohe)
  other = await classOf(town, 'luoyang-officer', luoyang)
})
after(() => town.close())

const officer = 'xuchang-officer'
type Row = Record<string, unknown>
type List = {
  call: Call
  input: Row
  rows: (reply: never) => { id: string }[]
  /** SQL for the ids of the whole table in the list's order. */
  order: RawBuilder<unknown>
  /** Adds rows, each with the first, second or third of three values to be ordered by; gives their ids. */
  add: (picks: number[]) => Promise<string[]>
  /** Adds rows that the reader must not see. */
  addElsewhere?: (picks: number[]) => Promise<string[]>
}

const days = ['1954-02-20', '1954-03-05', '1954-06-30']

/** Copies of some row of the table, each with what is changed in it. */
async function copies(table: string, where: RawBuilder<unknown>, changes: Row[]): Promise<string[]> {
  const made = changes.map((change) => ({ id: newId(), ...change }))
  const name = sql.table(table)
  const columns = sql.raw(await writtenColumns(table))
  const { numAffectedRows } = await sql`insert into ${name} (${columns})
    select ${columns} from (select (jsonb_populate_record(null::${name}, to_jsonb(one) || change)).*
    from (select * from ${name} as one where ${where} order by id limit 1) as one,
      jsonb_array_elements(${JSON.stringify(made)}::jsonb) as change) as made`.execute(town.database.kysely)
  assert.equal(Number(numAffectedRows), changes.length, `nothing to copy in ${table}`)
  return made.map(({ id }) => id)
}

/** Those that the database does not make itself. */
async function writtenColumns(table: string): Promise<string> {
  const { rows } = await sql<{
    names: string
  }>`select string_agg(quote_ident(attname), ', ') as names from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''`.execute(
    town.database.kysely,
  )
  return rows[0].names
}

type Page = { ids: string[]; reply: Row }

/** All pages from the first to the last; `between` is done after each. */
async function walk(login: string, list: List, between: () => Promise<unknown> = async () => {}) {
  const person = await town.as(login)
  const pages: Page[] = []
  let at: string | null = null
  do {
    const { query = {} } = list.input as { query?: Row }
    const input = { ...list.input, query: { ...query, ...(at ? { after: at } : {}) } }
    const reply = (await person.ask(list.call, input as CallInput<Call>)) as Row
    const ids = list.rows(reply as never).map(({ id }) => id)
    assert.ok(ids.length <= pageLength, `a page of ${ids.length}`)
    pages.push({ ids, reply })
    at = reply.next as string | null
    assert.ok(at === null || ids.length === pageLength, 'a page that is not the last is full')
    await between()
  } while (at !== null)
  return pages
}

/** Two hundred rows and some that come meanwhile: what was there comes once each, in order, and nothing foreign. */
async function holds(login: string, list: List, check?: (pages: Page[]) => void): Promise<void> {
  const picks = (min: number, max: number) => fc.array(fc.nat(2), { minLength: min, maxLength: max })
  const property = fc.asyncProperty(picks(55, 120), picks(1, 5), async (some, meanwhile) => {
    const added = await list.add(some)
    const foreign = new Set(await list.addElsewhere?.(some.slice(0, 60)))
    const pages = await walk(login, list, () => list.add(meanwhile))
    const seen = pages.flatMap(({ ids }) => ids)
    assert.ok(pages.length > 1)
    assert.equal(new Set(seen).size, seen.length, 'a row came twice')
    const missing = added.filter((id) => !seen.includes(id))
    assert.deepEqual(missing, [], 'rows were left out')
    assert.deepEqual(
      seen.filter((id) => foreign.has(id)),
      [],
      'rows of other places',
    )
    const { rows } = await sql<{ id: string }>`${list.order}`.execute(town.database.kysely)
    const known = new Set(seen)
    assert.deepEqual(
      seen,
      rows.map(({ id }) => id).filter((id) => known.has(id)),
      'not in order',
    )
    check?.(pages)
  })
  await fc.assert(property, { numRuns: 3, endOnFailure: true })
}

const placeId = (code: string) => idOf(town, 'place', code)

test('classes', async () => {
  const model = sql`id = ${own.classId}`
  const elsewhere = await placeId('luoyang-district')
  const on = (pick: number) => ({
    first_day: days[pick],
    last_day: days[pick],
    starts_said: days[pick],
    ends_said: days[pick],
  })
  const list: List = {
    call: listClasses,
    input: {},
    rows: ({ classes }: { classes: { id: string }[] }) => classes,
    order: sql`select id from convene.class order by first_day desc, id desc`,
    add: (picks) => copies('convene.class', model, picks.map(on)),
    addElsewhere: (picks) =>
      copies(
        'convene.class',
        model,
        picks.map((pick) => ({ ...on(pick), place_id: elsewhere, host_place_id: elsewhere })),
      ),
  }
  await holds(officer, list)
  const some = await copies('convene.class', model, [
    { ...on(0), names: { zh: '缝纫班', en: 'Tailoring class' } },
  ])
  const found = await walk(officer, { ...list, input: { query: { text: '缝纫' } } })
  assert.deepEqual(
    found.map(({ ids }) => ids),
    [some],
  )
})

test('the seat changes of a class', async () => {
  const accountId = await town.accountOf(officer)
  // A microsecond apart: what is told in milliseconds would leave some out.
  const moments = ['123456', '123457', '999999'].map((part) => `2026-11-24T10:00:00.${part}Z`)
  const add = async (of: string, picks: number[]) => {
    const made = picks.map((pick) => ({ id: newId(), at: moments[pick] }))
    await sql`insert into convene.seat_change
      (id, class_id, place_id, post_id, from_seats, to_seats, reason, account_id, at)
      select one.id, ${of}::uuid, ${own.place('jia')}::uuid, ${own.post('group-head')}::uuid, 1, 2, 'More', ${accountId}::uuid, one.at
      from jsonb_to_recordset(${JSON.stringify(made)}::jsonb) as one (id uuid, at timestamptz)`.execute(
      town.database.kysely,
    )
    return made.map(({ id }) => id)
  }
  await holds(officer, {
    call: seatChanges,
    input: { params: { classId: own.classId } },
    rows: ({ changes }: { changes: { id: string }[] }) => changes,
    order: sql`select id from convene.seat_change order by at desc, id desc`,
    add: (picks) => add(own.classId, picks),
    addElsewhere: (picks) => add(other.classId, picks),
  })
})

test('what happened to places, to all and to one', async () => {
  const add = (picks: number[]) =>
    copies(
      'registry.place_event',
      sql`true`,
      picks.map((pick) => ({ on_day: days[pick] })),
    )
  const list: List = {
    call: placeEvents,
    input: {},
    rows: ({ events }: { events: { id: string }[] }) => events,
    order: sql`select id from registry.place_event order by on_day desc, id desc`,
    add,
  }
  await holds('linying-trainee', list)
  const { rows } = await sql<{ placeId: string }>`
    select place_id as "placeId" from registry.place_event order by id limit 1`.execute(town.database.kysely)
  await holds('linying-trainee', {
    ...list,
    input: { query: { placeId: rows[0].placeId } },
    addElsewhere: async (picks) => {
      const other = await placeId('yanling')
      return copies(
        'registry.place_event',
        sql`true`,
        picks.map((pick) => ({ on_day: days[pick], place_id: other, other_place_id: null, kind: 'rename' })),
      )
    },
  })
})

test('policies', async () => {
  const elsewhere = await placeId('luoyang-district')
  // The same code in two programmes: what tells them apart is the id alone.
  const coded = (pick: number) => ({ code: `text-${pick}`, programme_id: newId() })
  await holds('trainer', {
    call: listPolicies,
    input: {},
    rows: ({ policies }: { policies: { id: string }[] }) => policies,
    order: sql`select id from study.policy order by code, id`,
    add: (picks) => copies('study.policy', sql`code = 'handicraft'`, picks.map(coded)),
    addElsewhere: (picks) =>
      copies(
        'study.policy',
        sql`code = 'handicraft'`,
        picks.map((pick) => ({ ...coded(pick), place_id: elsewhere })),
      ),
  })
})

test('materials, all and those at the clauses of a policy', async () => {
  const elsewhere = await placeId('luoyang-district')
  const atClause = sql`clause_id is not null`
  const list: List = {
    call: listMaterials,
    input: {},
    rows: ({ materials }: { materials: { id: string }[] }) => materials,
    order: sql`select id from study.material order by on_day desc, id desc`,
    add: (picks) =>
      copies(
        'study.material',
        atClause,
        picks.map((pick) => ({ on_day: days[pick] })),
      ),
    addElsewhere: (picks) =>
      copies(
        'study.material',
        atClause,
        picks.map((pick) => ({ on_day: days[pick], place_id: elsewhere })),
      ),
  }
  await holds('linying-trainee', list)
  const { rows } = await sql<{ policyId: string }>`
    select clause.policy_id as "policyId" from study.material as one join study.clause on clause.id = one.clause_id
    order by one.id limit 1`.execute(town.database.kysely)
  await holds('linying-trainee', {
    ...list,
    input: { query: { policyId: rows[0].policyId } },
    addElsewhere: (picks) =>
      copies(
        'study.material',
        atClause,
        picks.map((pick) => ({ on_day: days[pick], clause_id: null })),
      ),
  })
})

test('checks of understanding', async () => {
  const on = (pick: number) => ({ on_day: days[pick] })
  await holds('linying-trainee', {
    call: listChecks,
    input: {},
    rows: ({ checks }: { checks: { id: string }[] }) => checks,
    order: sql`select id from study.check order by on_day desc, id desc`,
    add: (picks) => copies('study.check', sql`state = 'closed'`, picks.map(on)),
    addElsewhere: (picks) =>
      copies(
        'study.check',
        sql`state = 'closed'`,
        picks.map((pick) =>
          pick === 0 ? { ...on(pick), state: 'draft' } : { ...on(pick), class_id: other.classId },
        ),
      ),
  })
})

test('examinations', async () => {
  const on = (pick: number) => ({ on_day: days[pick] })
  await holds('linying-trainee', {
    call: listRounds,
    input: {},
    rows: ({ rounds }: { rounds: { id: string }[] }) => rounds,
    order: sql`select id from examine.round order by on_day desc, id desc`,
    add: (picks) => copies('examine.round', sql`stage = 'after_closed'`, picks.map(on)),
    addElsewhere: (picks) =>
      copies(
        'examine.round',
        sql`stage = 'after_closed'`,
        picks.map((pick) =>
          pick === 0 ? { ...on(pick), stage: 'draft' } : { ...on(pick), class_id: other.classId },
        ),
      ),
  })
})

test('misconception cards', async () => {
  const elsewhere = await placeId('luoyang-district')
  const at = (pick: number) => ({ position: pick, code: `card-${newId()}` })
  await holds('linying-trainee', {
    call: searchCards,
    input: {},
    rows: ({ found }: { found: { id: string }[] }) => found,
    order: sql`select id from examine.misconception order by position, id`,
    add: (picks) => copies('examine.misconception', sql`true`, picks.map(at)),
    addElsewhere: (picks) =>
      copies(
        'examine.misconception',
        sql`true`,
        picks.map((pick) => ({ ...at(pick), place_id: elsewhere })),
      ),
  })
})

type Figures = { open: number; overdue: number; dueSoon: number; done: number; otherwise: number }

test('commitments, whose figures are those of all pages', async () => {
  const elsewhere = await placeId('luoyang-district')
  const open = sql`state = 'open'`
  const due = (pick: number, nth: number) => ({
    due_on: days[pick],
    ...(nth % 3 === 0 ? { state: 'done', state_on: days[pick] } : {}),
  })
  const list: List = {
    call: listCommitments,
    input: {},
    rows: ({ commitments }: { commitments: { id: string }[] }) => commitments,
    order: sql`select id from carry_out.commitment order by state <> 'open', due_on, id`,
    add: (picks) => copies('carry_out.commitment', open, picks.map(due)),
    addElsewhere: (picks) =>
      copies(
        'carry_out.commitment',
        open,
        picks.map((pick, nth) => ({ ...due(pick, nth), place_id: elsewhere })),
      ),
  }
  await holds(officer, list)
  const pages = await walk(officer, list)
  const all = pages.flatMap(({ reply }) => reply.commitments as { state: string; dueOn: string }[])
  const count = (state: string) => all.filter((one) => one.state === state).length
  for (const { reply } of pages) {
    const figures = reply.figures as Figures
    assert.equal(figures.open, count('open'))
    assert.equal(figures.done, count('done'))
    assert.equal(figures.otherwise, count('partly') + count('dropped'))
    assert.equal(
      figures.overdue,
      all.filter((one) => one.state === 'open' && one.dueOn < '1954-07-10').length,
    )
  }
  const stillOpen = await walk(officer, { ...list, input: { query: { open: true } } })
  assert.equal(stillOpen.flatMap(({ ids }) => ids).length, count('open'))
  assert.deepEqual(stillOpen[0].reply.figures, pages[0].reply.figures)
})

test('practice cases, by rank', async () => {
  const presenter = 'tin-presenter'
  const elsewhere = await placeId('luoyang-district')
  const { mine, trades } = await (await town.as(presenter)).ask(caseLibrary, { query: {} })
  assert.ok(mine)
  const other = trades.find(({ id }) => id !== mine.trade.id)
  const published = sql`state = 'published' and trade_id = ${mine.trade.id}`
  const ranked = (pick: number) =>
    [{}, { trade_id: other?.id }, { trade_id: other?.id, state: 'submitted' }][pick]
  await holds(
    presenter,
    {
      call: caseLibrary,
      input: {},
      rows: ({ cases }: { cases: { id: string }[] }) => cases,
      order: sql`select c.id from cases.practice_case as c order by c.trade_id = ${mine.trade.id} desc,
        c.state <> 'published', (select count(distinct a.place_id) from cases.adoption as a
          join cases.case_step as s on s.id = a.step_id where s.case_id = c.id) desc, c.id`,
      add: (picks) => copies('cases.practice_case', published, picks.map(ranked)),
      addElsewhere: (picks) =>
        copies(
          'cases.practice_case',
          published,
          picks.map((pick) => ({ ...ranked(pick), place_id: elsewhere, audience_place_id: elsewhere })),
        ),
    },
    (pages) => {
      // What came meanwhile is counted from the page on that was asked for after it.
      const seen = pages.flatMap(({ ids }) => ids).length
      assert.ok((pages[0].reply.total as number) <= seen && (pages.at(-1)?.reply.total as number) >= seen)
    },
  )
})

test('what was asked about a case, what waits for an answer first', async () => {
  const { rows } = await sql<{ caseId: string; questionId: string }>`
    select q.case_id as "caseId", q.id as "questionId" from cases.question as q
    join cases.practice_case as c on c.id = q.case_id
    where c.state = 'published' and q.answer is not null order by q.id limit 1`.execute(town.database.kysely)
  const { caseId, questionId } = rows[0]
  const model = sql`id = ${questionId}`
  const on = (pick: number, nth: number) => ({
    asked_on: days[pick],
    ...(nth % 2 === 0 ? { answer: null, answered_by: null, answered_on: null } : {}),
  })
  const otherCase = newId()
  await copies('cases.practice_case', sql`id = ${caseId}`, [{ id: otherCase }])
  await holds('jia-trainee', {
    call: caseQuestions,
    input: { params: { caseId } },
    rows: ({ questions }: { questions: { id: string }[] }) => questions,
    order: sql`select id from cases.question order by answer is null desc, asked_on desc, id desc`,
    add: (picks) => copies('cases.question', model, picks.map(on)),
    addElsewhere: (picks) =>
      copies(
        'cases.question',
        model,
        picks.map((pick, nth) => ({ ...on(pick, nth), case_id: otherCase })),
      ),
  })
})

test('who held the posts of a unit, the present ones first', async () => {
  const organisationId = await idOf(town, 'organisation', 'linying-knitting-coop')
  const other = await idOf(town, 'organisation', 'ye-shoes-group-1')
  const model = sql`organisation_id = ${organisationId}`
  // A post each, so that nobody sits on anybody's seat; some never end.
  const during = (pick: number) => ({
    post_id: newId(),
    from_on: days[pick],
    to_on: ['infinity', '1954-07-01', '1954-07-01'][pick],
  })
  const post = await idOf(town, 'post', 'group-head')
  const made = async (picks: number[], of: string) => {
    const some = picks.map((pick) => ({ ...during(pick), organisation_id: of }))
    await copies(
      'registry.post',
      sql`id = ${post}`,
      some.map(({ post_id: id }) => ({ id, code: `post-${id}` })),
    )
    return copies('registry.appointment', model, some)
  }
  await holds('linying-officer', {
    call: organisationHolders,
    input: { params: { organisationId } },
    rows: ({ holders }: { holders: { appointmentId: string }[] }) =>
      holders.map(({ appointmentId: id }) => ({ id })),
    order: sql`select id from registry.appointment order by to_on desc, from_on desc, id desc`,
    add: (picks) => made(picks, organisationId),
    addElsewhere: (picks) => made(picks, other),
  })
})

test('the parts of a unit', async () => {
  const organisationId = await idOf(town, 'organisation', 'linying-knitting-coop')
  const model = sql`id = ${organisationId}`
  const parent = (id: string | null) => () => ({ code: `part-${newId()}`, parent_id: id })
  await holds('linying-officer', {
    call: listOrganisations,
    input: { query: { parentOrganisationId: organisationId } },
    rows: ({ organisations }: { organisations: { id: string }[] }) => organisations,
    order: sql`select id from registry.organisation order by code`,
    add: (picks) => copies('registry.organisation', model, picks.map(parent(organisationId))),
    addElsewhere: (picks) => copies('registry.organisation', model, picks.map(parent(null))),
  })
})
