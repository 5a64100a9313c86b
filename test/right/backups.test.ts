// What a backup tells, and to whom; and that what was brought back goes on.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { type Ballot, prepareBallot } from '../../src/base/ballot.ts'
import type { Database } from '../../src/platform/database.ts'
import { classOf, gather, type Trainee, takeBallot } from '../crowd.ts'
import { bareDatabase, type TestDatabase } from '../database.ts'
import { finished } from '../hezuo.ts'
import { type OfficeTown, officeOf, openTown, type Person, type Town } from '../town.ts'
import { ask, send } from './office.ts'
import { packInto, partOf, partsOf, tarOf, vouchedFor } from './tar.ts'

let town: Town
let administrator: Person
let trainer: Person
let crowd: Trainee[]
let folder: string
const opened: { close(): Promise<void> }[] = []
before(async () => {
  town = await openTown()
  administrator = await town.as('administrator')
  trainer = await town.as('trainer')
  crowd = await gather(town, 8)
  await ask(administrator, 'PUT /api/instance/backups', { body: { everyHours: 0, keep: 99 } })
  folder = mkdtempSync(join(tmpdir(), 'hezuo-right-backups-'))
  // Also by PostgreSQL, which may run as another user.
  chmodSync(folder, 0o777)
})
after(async () => {
  for (const one of opened) await one.close()
  await town.close()
  rmSync(folder, { recursive: true, force: true })
})

// What older versions lack is fetched where it is used: on them its tests fail, and no others.
const passClosing = async (database: Database) => (await import('../crowd.ts')).passClosing(database)

const names = (text: string) => ({ zh: text, en: text })

/** Makes one as an administrator does, and gives the file. */
async function backUp(): Promise<{ name: string; file: string }> {
  const latest = async () => (await ask(administrator, 'GET /api/instance/backups')).last?.name ?? null
  const before = await latest()
  // Two of one second would bear one name.
  await wait(1100)
  await ask(administrator, 'POST /api/instance/backups')
  let name = before
  while (name === before) {
    await wait(50)
    name = await latest()
  }
  return { name, file: join(town.dataFolder, 'backups', name) }
}

/** What anybody who has the file can read, by the names of its parts. */
const partsIn = (file: string) => new Map(partsOf(file).map(({ name, content }) => [name, content]))

test('8: no program fetches, begins or schedules a backup, whatever its token may; it may see how they go', async () => {
  const { name } = await backUp()
  const places = await ask(administrator, 'GET /api/account/token-places', { query: {} })
  const placeId = places.found[0].id
  for (const mayWrite of [false, true]) {
    const body = { name: 'sheet', placeId, mayWrite, days: 7 }
    const { secret } = await ask(administrator, 'POST /api/account/tokens', { body })
    const program = town.byToken(secret)
    for (const [request, sent] of [
      [`GET /api/instance/backups/${name}`, {}],
      ['GET /api/instance/backups/hezuo-2025-01-01T00-00-00Z.tar.gz', {}],
      ['POST /api/instance/backups', {}],
      ['PUT /api/instance/backups', { body: { everyHours: 1, keep: 1 } }],
    ] as const) {
      const answer = await send(program, request, sent)
      assert.equal(answer.status, 403, request)
      assert.match(answer.body.detail, /token/, request)
    }
  }
})

test('8: a backup is fetched by whoever has just shown who they are', async () => {
  const { name, file } = await backUp()
  const fetch = () => send(administrator, `GET /api/instance/backups/${name}`)
  await ask(administrator, 'POST /api/account/password', {
    body: { current: '', password: 'kiln and bamboo' },
  })
  assert.deepEqual((await fetch()).body, readFileSync(file))
  const prove = (password: string) => send(administrator, 'POST /api/account/prove', { body: { password } })
  const age = (minutes: number) =>
    sql`update access.session set proved_at = now() - make_interval(mins => ${minutes})`.execute(
      town.database.kysely,
    )
  for (const minutes of [16, 60, 1440, 40_000]) {
    await age(minutes)
    const refused = await fetch()
    assert.deepEqual([refused.status, refused.body.stage], [409, 'prove again'])
    assert.match(refused.body.detail, /show first that it is you/)
  }
  assert.equal((await prove('kiln and straw')).status, 422)
  assert.equal((await fetch()).status, 409)
  assert.equal((await prove('kiln and bamboo')).status, 200)
  assert.equal((await fetch()).status, 200)
  // Who has the proof and not the office, or the office's address and nobody's name, has nothing.
  for (const login of ['xuchang-officer', 'henan-viewer', 'trainer'])
    assert.equal((await send(await town.as(login), `GET /api/instance/backups/${name}`)).status, 403)
  assert.equal((await send(town.stranger(), `GET /api/instance/backups/${name}`)).status, 401)
})

type Paper = Record<string, unknown>
type Asked = {
  id: string
  take(who: Trainee): Promise<Ballot>
  answer(ballot: Ballot, at?: number): Promise<void>
}

let made = 0

/** A round of one card, at its first phase; `move` takes it on. */
async function openRound(): Promise<Asked & { move(to: string): Promise<void>; phase(name: string): Asked }> {
  const parts = ['statement', 'reasons', 'correction', 'instead', 'question', 'source'] as const
  const body = {
    code: `right-${++made}`,
    evidence: [],
    ...Object.fromEntries(parts.map((part) => [part, names('x')])),
  }
  const card = await ask(trainer, 'POST /api/misconceptions', { body })
  const { id } = await ask(trainer, `POST /api/classes/${await classOf(town.database)}/rounds`, {
    body: { title: names('round'), cardIds: [card.id] },
  })
  const move = async (to: string) => {
    if (!to.endsWith('_open')) await passClosing(town.database)
    await ask(trainer, `POST /api/rounds/${id}/stage`, { body: { to } })
  }
  await move('before_open')
  const phase = (name: string): Asked => roundOf(town, id, card.id, name)
  return { ...phase('before'), move, phase }
}

function roundOf(at: Pick<Town, 'stranger'>, id: string, cardId: string, phase: string): Asked {
  return {
    id,
    take: async ({ person }) => {
      const { publicKey } = await ask(person, `GET /api/rounds/${id}`)
      return takeBallot(publicKey, (blinded) =>
        ask(person, `POST /api/rounds/${id}/ballot`, { body: { blinded } }),
      )
    },
    answer: async (ballot, n = 0) => {
      const answers: Paper = { [cardId]: { answer: n % 2 ? 'agree' : 'disagree', confidence: 3 } }
      await ask(at.stranger(), `POST /api/rounds/${id}/answers`, { body: { ballot, phase, answers } })
    },
  }
}

/** A check of one question, open. */
async function openCheck(named: boolean): Promise<Asked & { questionId: string }> {
  const { rows } = await sql<{
    id: string
  }>`select clause_id as id from study.question_clause limit 1`.execute(town.database.kysely)
  const question = {
    text: names('which?'),
    choices: [names('one'), names('two')],
    right: 0,
    why: names('so'),
    clauseIds: [rows[0].id],
  }
  const { id } = await ask(trainer, `POST /api/classes/${await classOf(town.database)}/checks`, {
    body: { title: names('check'), named, questions: [question] },
  })
  await ask(trainer, `POST /api/checks/${id}/open`)
  const page = await ask(trainer, `GET /api/checks/${id}`)
  const [{ id: questionId }] = page.questions
  return {
    id,
    questionId,
    take: async ({ person }) => {
      const { publicKey } = await ask(person, `GET /api/checks/${id}`)
      return takeBallot(publicKey, (blinded) =>
        ask(person, `POST /api/checks/${id}/ballot`, { body: { blinded } }),
      )
    },
    answer: async (ballot, n = 0) =>
      void (await ask(town.stranger(), `POST /api/checks/${id}/answers`, {
        body: { ballot, answers: { [questionId]: n % 2 } },
      })),
  }
}

/** Everything of two backups is the same, but when they were made. */
function mustBeSame(one: Map<string, Buffer>, other: Map<string, Buffer>, what: string): void {
  const manifestOf = (parts: Map<string, Buffer>) => {
    const { madeAt: _, parts: __, ...rest } = JSON.parse(String(parts.get('manifest.json')))
    return rest
  }
  // Making a backup is a deed itself, and when the last one was made is remembered.
  const ofItself = /^(manifest|tables\/platform\.(journal|setting))/
  const told = (parts: Map<string, Buffer>) =>
    [...parts]
      .filter(([name]) => !ofItself.test(name))
      .map(([name, content]) => `${name} ${createHash('sha256').update(content).digest('hex')}`)
  assert.deepEqual(told(one), told(other), what)
  const journalOf = (parts: Map<string, Buffer>) =>
    [...parts].flatMap(([name, content]) => (/journal/.test(name) ? String(content).split('\n') : []))
  const known = new Set(journalOf(one))
  for (const line of journalOf(other))
    assert.ok(known.has(line) || /\tbackup\.begun\t/.test(line), `${what}: ${line}`)
  const rows = (parts: Map<string, Buffer>) =>
    manifestOf(parts).tables.filter((table: { name: string }) => !/journal/.test(table.name))
  assert.deepEqual(rows(one), rows(other), what)
}

test('13: two backups around a ballot or an answer do not tell that there was one, nor whose', async () => {
  const round = await openRound()
  const check = await openCheck(false)
  const [secrets, tokens]: [string[], string[]] = [[], []]
  const keys = await sql<{ key: string }>`select private_key as key from examine.ballot_box
    union all select private_key from study.ballot_box`.execute(town.database.kysely)
  secrets.push(...keys.rows.map(({ key }) => key))
  const later: (() => Promise<void>)[] = []
  const own = async (asked: Asked, who: Trainee, n: number) => {
    const ballot = await asked.take(who)
    secrets.push(ballot.signature)
    tokens.push(ballot.token)
    later.push(() => asked.answer(ballot, n))
    return ballot
  }
  const ballots: Ballot[] = []
  for (const [n, who] of crowd.slice(0, 6).entries()) {
    ballots.push(await own(round, who, n))
    await own(check, who, n)
  }
  const first = await backUp()
  const files = [first.file]
  const compare = async (what: string, work: () => Promise<unknown>) => {
    await work()
    const { file } = await backUp()
    mustBeSame(partsIn(files[files.length - 1]), partsIn(file), what)
    files.push(file)
  }
  await compare('an answer', () => later[0]())
  await compare('a paper of a check', () => later[1]())
  await compare('a ballot', async () => void ballots.push(await own(round, crowd[6], 6)))
  await compare('a ballot asked for and never fetched', async () => {
    const { publicKey } = await ask(crowd[7].person, `GET /api/rounds/${round.id}`)
    const { blinded } = await prepareBallot(publicKey)
    await ask(crowd[7].person, `POST /api/rounds/${round.id}/ballot`, { body: { blinded } })
  })
  await compare('all the others', async () => {
    for (const one of later.slice(2)) await one()
  })
  // Nor while the phase after the first is open: what was answered before is there, token by token, and stays as it is.
  await round.move('before_closed')
  await round.move('after_open')
  const open = await backUp()
  files.splice(0, files.length, open.file)
  await compare('an answer after', () => round.phase('after').answer(ballots[0], 1))
  for (const [n, ballot] of ballots.slice(1, 6).entries()) await round.phase('after').answer(ballot, n)
  await round.move('after_closed')
  await round.move('later_open')
  files.splice(0, files.length, (await backUp()).file)
  await compare('an answer later', () => round.phase('later').answer(ballots[0], 1))

  // Whoever looks through everything finds no key, no signature, and no list of who was given a ballot.
  const whole = (file: string) => Buffer.concat([...partsIn(file).values()])
  for (const file of [files[0], first.file])
    for (const secret of secrets) assert.equal(whole(file).includes(secret), false)
  for (const token of tokens) assert.equal(whole(first.file).includes(token), false)
  for (const part of partsIn(first.file).keys()) assert.doesNotMatch(part, /ballot_box/)
})

test('13: of a closed phase a backup holds answers under their tokens, and nothing of whose they are', async () => {
  const round = await openRound()
  const ballots: Ballot[] = []
  for (const who of crowd.slice(0, 6)) ballots.push(await round.take(who))
  for (const [n, ballot] of ballots.entries()) await round.answer(ballot, n)
  await round.move('before_closed')
  const parts = partsIn((await backUp()).file)
  const holding = (text: string) =>
    [...parts]
      .filter(([name, content]) => name !== 'manifest.json' && content.includes(text))
      .map(([name]) => name)
  for (const { token } of ballots) assert.deepEqual(holding(token), ['tables/examine.pile/000001'])
  const pile = String(parts.get('tables/examine.pile/000001'))
  for (const { personId, accountId } of crowd)
    for (const id of [personId, accountId]) assert.equal(pile.includes(id), false)
  await round.move('finished')
  const after = partsIn((await backUp()).file)
  for (const { token } of ballots)
    assert.equal(
      [...after.values()].some((content) => content.includes(token)),
      false,
    )
})

/** The office as it is where a backup was brought back, by the command that people type. */
async function restored(file: string): Promise<OfficeTown & { database: TestDatabase }> {
  const place = await bareDatabase()
  const env = { HEZUO_DATA: mkdtempSync(join(folder, 'data-')), DATABASE_URL: place.url }
  const { code, err } = await finished(['restore', file], env)
  assert.equal(code, 0, err)
  // Nothing but how far it is.
  assert.equal(err.replace(/^Restoring … \d+ %\n/gm, ''), '')
  const doctor = await finished(['doctor'], env)
  assert.equal(doctor.code, 0, doctor.out)
  assert.doesNotMatch(doctor.out, /^fault/m)
  const office = await officeOf(place)
  opened.push(office)
  return { ...office, database: place }
}

test('13: after a restore an open phase begins anew, and what was closed stands', async () => {
  const draft = await openRound()
  const between = await openRound()
  const after = await openRound()
  const last = await openRound()
  const unnamed = await openCheck(false)
  const named = await openCheck(true)
  const ballots = new Map<Asked, Ballot[]>()
  for (const one of [draft, between, after, last, unnamed]) {
    const own: Ballot[] = []
    for (const who of crowd.slice(0, 6)) own.push(await one.take(who))
    for (const [n, ballot] of own.entries()) await one.answer(ballot, n)
    ballots.set(one, own)
  }
  const own = { answers: { [named.questionId]: 0 } }
  await ask(crowd[0].person, `POST /api/checks/${named.id}/named-answers`, { body: own })
  for (const one of [between, after, last]) await one.move('before_closed')
  for (const one of [after, last]) await one.move('after_open')
  for (const ballot of ballots.get(last) ?? []) await last.phase('after').answer(ballot, 1)
  await last.move('after_closed')
  await last.move('later_open')
  const before = await ask(trainer, `GET /api/rounds/${between.id}/figures`)

  const there = await restored((await backUp()).file)
  const teacher = await there.as('trainer')
  const stageOf = async ({ id }: Asked) => (await ask(teacher, `GET /api/rounds/${id}`)).round.stage
  assert.deepEqual(await Promise.all([draft, between, after, last].map(stageOf)), [
    'draft',
    'before_closed',
    'before_closed',
    'after_closed',
  ])
  const stateOf = async (id: string) => (await ask(teacher, `GET /api/checks/${id}`)).check.state
  assert.deepEqual([await stateOf(unnamed.id), await stateOf(named.id)], ['draft', 'open'])
  assert.deepEqual(await ask(teacher, `GET /api/rounds/${between.id}/figures`), before)
  assert.equal((await send(there.stranger(), 'GET /api/health')).status, 200)

  // A round from its beginning, with another key: ballots of before are none there.
  const move = async (id: string, to: string) => {
    if (!to.endsWith('_open')) await passClosing(there.database)
    await ask(teacher, `POST /api/rounds/${id}/stage`, { body: { to } })
  }
  const people: Trainee[] = []
  for (const one of crowd.slice(0, 6)) {
    const { rows } = await sql<{
      login: string
    }>`select login from access.account where id = ${one.accountId}`.execute(there.database.kysely)
    people.push({ ...one, person: await there.as(rows[0].login) })
  }
  const cardOf = async (id: string) => (await ask(teacher, `GET /api/rounds/${id}`)).cards[0].id
  await move(draft.id, 'before_open')
  const again = roundOf(there, draft.id, await cardOf(draft.id), 'before')
  const [old] = ballots.get(draft) ?? []
  await assert.rejects(again.answer(old), /403|not valid/)
  const fresh: Ballot[] = []
  for (const who of people) fresh.push(await again.take(who))
  for (const [n, ballot] of fresh.entries()) await again.answer(ballot, n)
  await move(draft.id, 'before_closed')
  const figures = await ask(teacher, `GET /api/rounds/${draft.id}/figures`)
  assert.equal(figures.phases[0].answered, 6)

  // One whose first phase was over goes on with the ballots that people have.
  for (const one of [between, after]) {
    await move(one.id, 'after_open')
    const phase = roundOf(there, one.id, await cardOf(one.id), 'after')
    for (const [n, ballot] of (ballots.get(one) ?? []).entries()) await phase.answer(ballot, n)
    await assert.rejects(phase.take(people[0]))
    await move(one.id, 'after_closed')
    const { phases } = await ask(teacher, `GET /api/rounds/${one.id}/figures`)
    assert.equal(phases[1].answered, 6)
  }
  await move(last.id, 'later_open')
  const phase = roundOf(there, last.id, await cardOf(last.id), 'later')
  for (const [n, ballot] of (ballots.get(last) ?? []).entries()) await phase.answer(ballot, n)
  await move(last.id, 'finished')
  assert.equal((await ask(teacher, `GET /api/rounds/${last.id}/figures`)).phases[2].answered, 6)

  // A check too is opened anew; of the named one the paper that was handed in is there.
  await ask(teacher, `POST /api/checks/${unnamed.id}/open`)
  const { own: paper } = await ask(people[0].person, `GET /api/checks/${named.id}`)
  assert.deepEqual(paper, own.answers)
})

test('9: a forged backup runs nothing: it is refused in one sentence, and the place stays empty', async () => {
  const parts = partsOf((await backUp()).file)
  const told = JSON.parse(String(parts.pop()?.content))
  const sign = join(folder, 'was-here')
  const run = `copy (select 1) to program 'touch ${sign}'`
  type Told = {
    tables: { name: string; columns: string[] }[]
    sequences: { table: string; column: string }[]
  }
  const forgeries: ((of: Told) => void)[] = [
    ({ tables }) => (tables[0].name += `; ${run}; --`),
    ({ tables }) => (tables[tables.length - 1].name += `; ${run}; --`),
    ({ tables }) => tables.push({ name: `access.account disable trigger user; ${run}; --`, columns: ['id'] }),
    ({ tables }) => (tables[0].columns = [`id) from program 'touch ${sign}'; --`]),
    ({ tables }) => tables[0].columns.push(`id) from stdin; ${run}; --`),
    ({ sequences }) => (sequences[0].table += `'; ${run}; --`),
  ]
  const place = await bareDatabase()
  opened.push({ close: place.drop })
  for (const [n, forge] of forgeries.entries()) {
    const forged = { ...structuredClone(told), parts: vouchedFor(parts) }
    forge(forged)
    const file = join(folder, `forged-${n}.tar.gz`)
    await packInto(file, tarOf([...parts, partOf('manifest.json', JSON.stringify(forged))]))
    const env = { HEZUO_DATA: mkdtempSync(join(folder, 'data-')), DATABASE_URL: place.url }
    const { code, err } = await finished(['restore', file], env)
    assert.equal(existsSync(sign), false, String(forge))
    assert.deepEqual([code, err.trim().split('\n').length], [1, 1], err)
    const { rows } = await sql`select nspname from pg_namespace where nspname = 'access'`.execute(
      place.kysely,
    )
    assert.deepEqual(rows, [])
  }
})
