// Every route, called as every role with a record of another place: none may answer with it. The test goes over the
// server's own list of calls, so that a new route is covered by itself; ids are filled by their names.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { addGrant, makeAccount } from '../src/access/accounts/actions.ts'
import { type Role, roles } from '../src/access/rules.ts'
import { me } from '../src/access/sign-in/contract.ts'
import { makeToken } from '../src/access/tokens/contract.ts'
import type { Call } from '../src/base/call.ts'
import { newId } from '../src/base/ids.ts'
import { addEvidence } from '../src/carry-out/reports/contract.ts'
import { recordAttendance } from '../src/convene/attendance/contract.ts'
import { roster } from '../src/convene/nominations/contract.ts'
import { timetable } from '../src/convene/sessions/contract.ts'
import { uploadImport } from '../src/exchange/import/contract.ts'
import { addWebhook, tryWebhook, webhookPlaces } from '../src/exchange/webhooks/contract.ts'
import { addDisaggregation, listDisaggregations } from '../src/plan/disaggregations/contract.ts'
import { addOrganisation } from '../src/registry/organisations/contract.ts'
import { addPerson } from '../src/registry/people/contract.ts'
import { addPlace, placeTree } from '../src/registry/places/contract.ts'
import { lastPathsOf } from '../src/registry/places/queries.ts'
import { keepOrganisationsApart, keepPeopleApart, mergePeople } from '../src/registry/twins/contract.ts'
import { classOf, luohe } from './convene-class.ts'
import { idsOf, inputFor, kindTables, tablesFor, variantsOf } from './sweep/inputs.ts'
import { Records, type Stored, textsIn, withoutPlace } from './sweep/records.ts'
import { openTown, type Person, type Town } from './town.ts'

const today = '1954-07-10'

/** Calls that may tell somebody of elsewhere about records, and why. */
const exempt: Record<string, string> = {
  'GET /api/journal/words': 'what the journal calls deeds and things, the same for everybody',
  'GET /api/cast': 'in demo mode the sign-in page shows the cast to anybody',
  'POST /api/sign-in/cast': 'in demo mode anybody may become one of the cast',
}

let town: Town
let records: Records
/** place id → itself and all above it */
let lines: Map<string, string[]>
let placeIds: Map<string, string>

before(async () => {
  town = await openTown()
  await openOtherProvince()
  // Somebody of Xuchang is signed in, so that there is a session of others to be asked for.
  await (await town.as('xuchang-officer')).ask(me, {})
  await tokenOf(await town.as('linying-officer'), 'linying')
  await addOtherWays(await town.accountOf('linying-officer'))
  // As everybody of the cast came in before: whoever clicks on a name in demo mode is the first to, otherwise.
  await sql`update access.account set used_at = made_at where used_at is null`.execute(town.database.kysely)
  await addEvidenceFile()
  await addApart()
  await addWebhookMessage()
  await addImport()
  await addTwins()
  await addCorrection()
  records = await Records.read(town.database.kysely)
  placeIds = new Map(records.of('registry.place').map(({ row }) => [String(row.code), String(row.id)]))
  lines = await lastPathsOf(town.database.kysely, [...placeIds.values()], today)
})
after(() => town.close())

/** A province without a programme: there even what Henan publishes downwards is somebody else's. */
async function openOtherProvince(): Promise<void> {
  const administrator = await town.as('administrator')
  const { places } = await administrator.ask(placeTree, { query: {} })
  let parentPlaceId = places.find((one) => one.level === 'nation')?.id ?? ''
  for (const [level, code] of [
    ['province', 'elsewhere'],
    ['district', 'elsewhere-district'],
    ['county', 'elsewhere-county'],
  ] as const) {
    const body = { code, names: { zh: code, en: code }, level, parentPlaceId, fromOn: null }
    parentPlaceId = (await administrator.ask(addPlace, { body })).id
  }
}

/** A passkey and a connected account, so that there are some to be kept from others. */
async function addOtherWays(accountId: string): Promise<void> {
  await sql`insert into access.identity (id, account_id, issuer, subject, made_at)
    values (${newId()}, ${accountId}, 'https://elsewhere.example', 'somebody-elsewhere', now())`.execute(
    town.database.kysely,
  )
  await sql`insert into access.passkey (id, account_id, credential_id, public_key, counter, transports, name, made_at)
    values (${newId()}, ${accountId}, 'credential-of-linying', '\\x00', 0, '{}', 'phone of Linying', now())`.execute(
    town.database.kysely,
  )
}

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** A sample keeps no files; one report of Linying gets a picture, so that there is one to be kept from others. */
async function addEvidenceFile(): Promise<void> {
  const { kysely } = town.database
  const county = await sql<{ id: string }>`select id from registry.place where code = 'linying'`.execute(
    kysely,
  )
  const reports = (await Records.read(kysely)).of('carry_out.report')
  const officer = await town.as('linying-officer')
  for (const { row, placeId } of reports) {
    if (placeId !== county.rows[0].id) continue
    const input = {
      params: { reportId: String(row.id) },
      query: { evidenceId: newId(), name: 'shop.png' },
      body: picture,
    }
    if ((await officer.send(addEvidence, input)).status === 200) return
  }
}

/** Xuchang has a program told of it, so that there is one to be kept from others. */
async function addWebhookMessage(): Promise<void> {
  const officer = await town.as('xuchang-officer')
  const { found } = await officer.ask(webhookPlaces, { query: { text: 'xuchang-district' } })
  const body = { url: 'https://example.org/hook', placeId: found[0].id, kinds: [] }
  const { id } = await officer.ask(addWebhook, { body })
  await officer.ask(tryWebhook, { params: { webhookId: id } })
}

/** The sample tells no figures apart; here its programme does. */
async function addApart(): Promise<void> {
  const administrator = await town.as('administrator')
  const { programme } = await administrator.ask(listDisaggregations, { query: {} })
  const named = (en: string) => ({ zh: `${en}（分列）`, en })
  const parts = ['women', 'men'].map((code) => ({ code, names: named(code) }))
  const body = { programmeId: programme?.id ?? '', code: 'sex', names: named('sex'), least: 0, parts }
  await administrator.ask(addDisaggregation, { body })
}

/** An import stands for a while only; the county officer of Linying has one under way. */
async function addImport(): Promise<void> {
  const officer = await town.as('linying-officer')
  const query = { importId: newId(), kind: 'people' as const, name: 'linying-roster.csv' }
  await officer.ask(uploadImport, { query, body: Buffer.from('姓名,地区\n许广田,临颍县\n') })
}

/** The class of Xuchang has ended: what is marked now corrects it, and is a correction to be kept from others. */
async function addCorrection(): Promise<void> {
  const trainer = await town.as('trainer')
  const { classId } = await classOf(town, 'xuchang-officer', luohe)
  const { people } = await trainer.ask(roster, { params: { classId } })
  const { sessions } = await trainer.ask(timetable, { params: { classId } })
  const marks = [
    { id: newId(), personId: people[0].personId, state: 'excused' as const, madeAt: '1954-07-10T06:05:00Z' },
  ]
  const params = { sessionId: sessions[0].id }
  await trainer.ask(recordAttendance, {
    params,
    body: { source: 'roll_call', marks, reason: 'A list on paper' },
  })
}

/** In two counties somebody was entered twice and merged, and others were said not to be the same. */
async function addTwins(): Promise<void> {
  const officer = await town.as('xuchang-officer')
  for (const code of ['linying', 'jia']) {
    const { rows } = await sql<{ id: string }>`select id from registry.place where code = ${code}`.execute(
      town.database.kysely,
    )
    const placeId = rows[0].id
    const person = async (name: string) => {
      const body = { placeId, names: { zh: `${name}@${code}`, en: `${name} of ${code}` }, phone: null }
      return (await officer.ask(addPerson, { body })).id
    }
    const unit = async (name: string) => {
      const names = { zh: `${name}@${code}`, en: `${name} of ${code}` }
      const rest = { form: 'production_group', tradeId: null, parentOrganisationId: null, foundedSaid: null }
      const body = { placeId, names, ...rest, status: 'active' as const }
      return (await officer.ask(addOrganisation, { body })).id
    }
    const [twin, kept, other] = [await person('许广田'), await person('许广甜'), await person('许广恬')]
    const params = { personId: twin, keptPersonId: kept }
    await officer.ask(mergePeople, { params, body: { reason: `asked at the mill of ${code}` } })
    const apart = { body: { apart: true } }
    await officer.ask(keepPeopleApart, { params: { personId: other, keptPersonId: kept }, ...apart })
    const units = { organisationId: await unit('织布组'), keptOrganisationId: await unit('纺布组') }
    await officer.ask(keepOrganisationsApart, { params: units, ...apart })
  }
}

const place = (code: string): string => {
  const id = placeIds.get(code)
  assert.ok(id, `there is no place ${code}`)
  return id
}

/** A token that may write, for one place. */
async function tokenOf(owner: Person, placeCode: string): Promise<string> {
  const { rows } = await sql<{
    id: string
  }>`select id from registry.place where code = ${placeCode}`.execute(town.database.kysely)
  const body = { name: `token for ${placeCode}`, placeId: rows[0].id, mayWrite: true, days: 30 }
  return (await owner.ask(makeToken, { body })).secret
}

/** Somebody with one role over one place, made for this test. */
async function newcomer(
  role: Role,
  placeCode: string,
): Promise<{ person: Person; placeId: string; name: string }> {
  const { kysely } = town.database
  const login = `sweep-${role.replace('_', '-')}-${placeCode}`
  const id = newId()
  const placeId = place(placeCode)
  await makeAccount(kysely, { id, login, names: { zh: login, en: login }, personId: null }, new Date())
  await addGrant(kysely, id, { role, placeId }, new Date())
  return { person: await town.as(login), placeId, name: login }
}

const isForeignTo = (placeId: string): ((stored: Stored) => boolean) =>
  records.foreignTo(placeId, lines.get(placeId) ?? [])

type Sent = { status: number; body: unknown; call: Call; input: unknown; hasForeignInPath: boolean }

/** Sends every variant of a call with foreign ids wherever it takes ids, and gives what came back. */
async function sendAll(person: Person, call: Call, isForeign: (stored: Stored) => boolean): Promise<Sent[]> {
  const sent: Sent[] = []
  for (const { at, kind } of variantsOf(call)) {
    const taken = new Map<string, Stored>()
    const pick = (tables: string[]): string => {
      const table = tables[Math.min(at, tables.length - 1)]
      const stored = taken.get(table) ?? choose(table, isForeign, taken)
      if (stored) taken.set(table, stored)
      return typeof stored?.row.id === 'string' ? stored.row.id : newId()
    }
    const input = inputFor(call, pick, kind)
    const inPath = idsOf(call).filter((id) => id.isInPath)
    const pathTables = inPath.flatMap(({ name }) => {
      if (name === 'refId') return kind ? [kindTables[kind]] : []
      const tables = tablesFor(name, call)
      return [tables[Math.min(at, tables.length - 1)]]
    })
    const hasForeignInPath = pathTables.some((table) => {
      const stored = taken.get(table)
      return stored !== undefined && isForeign(stored)
    })
    const answer = await person.send(call as never, input as never)
    sent.push({ status: answer.status, body: answer.body, call, input, hasForeignInPath })
  }
  return sent
}

const camel = (column: string) => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

/** A foreign row of the table, if possible one that hangs together with those already taken. */
function choose(
  table: string,
  isForeign: (stored: Stored) => boolean,
  taken: Map<string, Stored>,
): Stored | undefined {
  const all = records.of(table)
  const foreign =
    table === 'registry.place' ? all.filter((one) => isElsewhere(one, isForeign)) : all.filter(isForeign)
  const ids = new Set([...taken.values()].map((one) => one.row.id))
  const related = foreign.find((one) =>
    Object.entries(one.row).some(([column, value]) => camel(column) !== 'id' && ids.has(value)),
  )
  const [chosen] = [...taken.values()]
  const above = chosen && foreign.find((one) => Object.values(chosen.row).includes(one.row.id))
  return above ?? related ?? foreign[0] ?? all[0]
}

// A place is public, but as an id in a call it stands for what is kept of it.
const isElsewhere = (stored: Stored, isForeign: (stored: Stored) => boolean) =>
  stored.row.level === 'county' && isForeign({ ...stored, placeId: String(stored.row.id) })

const name = (call: Call) => `${call.method} ${call.path}`

/** What is wrong with an answer to somebody of elsewhere; empty if it tells nothing. */
function wrongIn(sent: Sent, who: string, secrets: Set<string>): string[] {
  const where = `${name(sent.call)} as ${who}`
  if (sent.status >= 500) return [`${where} broke on ${JSON.stringify(sent.input)}`]
  if (name(sent.call) in exempt) return []
  const wrong: string[] = []
  const given = new Set(textsIn(sent.input))
  const texts = Buffer.isBuffer(sent.body) ? [] : textsIn(sent.body)
  const leaked = texts.filter((text) => secrets.has(text) && !given.has(text))
  if (leaked.length > 0)
    wrong.push(`${where} (${sent.status}) answers with ${JSON.stringify(leaked.slice(0, 5))}`)
  // What is open to anybody asks for proofs before it looks for the record; it only has to refuse.
  const refusals =
    sent.call.open === 'anyone' ? sent.status >= 400 : sent.status === 404 || sent.status === 403
  if (sent.hasForeignInPath && !refusals) {
    wrong.push(`${where} answers ${sent.status} for somebody else's record: ${JSON.stringify(sent.body)}`)
  }
  return wrong
}

/** What ends the session comes last, or all that follows would be asked by nobody. */
const isLeaving = ({ path }: Call) => path === '/api/sign-out' || path === '/api/sign-in/cast'
const inOrder = (calls: Call[]) => [...calls].sort((a, b) => Number(isLeaving(a)) - Number(isLeaving(b)))

/** 'role at place', for all roles in one county and its district. */
const inDistrict = (role: Role) => role === 'administrator' || role === 'reviewer' || role === 'trainer'

test('every record is traced to the place that it belongs to', () => {
  assert.deepEqual(records.untraced(), [], 'teach the sweep where these belong')
  assert.ok(Object.keys(withoutPlace).length < 20)
})

test('every call is swept, and the ids in it are known by name', () => {
  assert.ok(town.server.calls.length > 40, `only ${town.server.calls.length} calls were seen`)
  for (const call of town.server.calls)
    for (const { name } of idsOf(call)) if (name !== 'refId') tablesFor(name, call)
  const tables = town.server.calls.flatMap((call) =>
    idsOf(call).flatMap((id) => (id.isInPath && id.name !== 'refId' ? tablesFor(id.name, call) : [])),
  )
  const isForeign = isForeignTo(place('elsewhere-county'))
  const empty = [...new Set(tables)].filter(
    (table) => !(table in withoutPlace) && !records.of(table).some(isForeign),
  )
  assert.deepEqual(empty, [], 'the sample has nothing of these to be kept from others')
  const known = new Set(town.server.calls.map(name))
  assert.deepEqual(
    Object.keys(exempt).filter((one) => !known.has(one)),
    [],
  )
})

test('without a session every call that is not open answers 401', async () => {
  const isForeign = isForeignTo(place('yichuan'))
  const secrets = records.secretsFrom(isForeign)
  const wrong: string[] = []
  for (const call of town.server.calls) {
    for (const sent of await sendAll(town.stranger(), call, isForeign)) {
      if (call.open !== 'anyone') assert.equal(sent.status, 401, `${name(call)} as nobody`)
      else wrong.push(...wrongIn(sent, 'nobody', secrets))
    }
  }
  assert.deepEqual(wrong, [])
})

/** What was answered with 403 for somebody else's record: to be held against an insider of the same role. */
const forbidden: { role: Role; call: Call; input: unknown; byToken: boolean }[] = []

type Sweep = { title: string; placeOf: (role: Role) => string; roles: readonly Role[] }
const sweeps: Sweep[] = [
  {
    title: 'another special district',
    placeOf: (role) => (inDistrict(role) ? 'luoyang-district' : 'yichuan'),
    roles,
  },
  {
    title: 'another province',
    placeOf: (role) => (inDistrict(role) ? 'elsewhere-district' : 'elsewhere-county'),
    roles,
  },
  { title: 'another county', placeOf: () => 'linying', roles: roles.filter((role) => !inDistrict(role)) },
]

for (const { title, placeOf, roles: some } of sweeps) {
  for (const role of some) {
    test(`a ${role} of ${title} gets no record of others and changes none`, async () => {
      const { person, placeId, name: who } = await newcomer(role, placeOf(role))
      const isForeign = isForeignTo(placeId)
      const secrets = records.secretsFrom(isForeign)
      assert.ok(secrets.size > 500, `only ${secrets.size} texts of others are known`)
      await sweepAs({ person, who, role, byToken: false }, isForeign, secrets)
    })
  }
}

// The owner of the token may see it all; the token, narrowed to a place, must not.
for (const role of roles) {
  const placeCode = inDistrict(role) ? 'luoyang-district' : 'yichuan'
  test(`a token of a ${role} of the province, narrowed to ${placeCode}, reaches nothing outside`, async () => {
    const { person: owner } = await newcomer(role, 'henan')
    const person = town.byToken(await tokenOf(owner, placeCode))
    const isForeign = isForeignTo(place(placeCode))
    const who = `the token of a ${role} for ${placeCode}`
    await sweepAs({ person, who, role, byToken: true }, isForeign, records.secretsFrom(isForeign))
  })
}

type Sweeper = { person: Person; who: string; role: Role; byToken: boolean }

/** Sends every call with foreign ids: no answer may tell, no record of others may change. */
async function sweepAs(
  { person, who, role, byToken }: Sweeper,
  isForeign: (stored: Stored) => boolean,
  secrets: Set<string>,
): Promise<void> {
  const wrong: string[] = []
  for (const call of inOrder(town.server.calls)) {
    for (const sent of await sendAll(person, call, isForeign)) {
      wrong.push(...wrongIn(sent, who, secrets))
      if (sent.status === 403 && sent.hasForeignInPath)
        forbidden.push({ role, call, input: sent.input, byToken })
      assert.ok(sent.status !== 401 || isLeaving(call), `${who} was signed out before ${name(call)}`)
    }
  }
  assert.deepEqual(wrong, [])
  const now = await Records.read(town.database.kysely)
  const keys = new Set(now.rows.map((one) => `${one.table} ${one.key}`))
  const changed = records.rows.filter((one) => isForeign(one) && !keys.has(`${one.table} ${one.key}`))
  assert.deepEqual(
    changed.map((one) => one.table),
    [],
    `${who} changed records of others`,
  )
}

test('a role that holds the verb learns nothing from 403: somebody else’s record is not found', async () => {
  const insiders = new Map<Role, Person>()
  const tokens = new Map<Role, Person>()
  for (const role of roles) {
    const { person } = await newcomer(role, 'xuchang-district')
    insiders.set(role, person)
    tokens.set(role, town.byToken(await tokenOf(person, 'xuchang-district')))
  }
  const telling: string[] = []
  for (const { role, call, input, byToken } of forbidden) {
    const answer = await (byToken ? tokens : insiders).get(role)?.send(call as never, input as never)
    if (answer?.status !== 403)
      telling.push(`${name(call)} as ${role}: 403 elsewhere, ${answer?.status} inside`)
  }
  assert.deepEqual(telling, [])
})

test('the sweep would see it: those whose records they are do get them', async () => {
  const isForeign = isForeignTo(place('yichuan'))
  const secrets = records.secretsFrom(isForeign)
  const insider = await town.as('xuchang-officer')
  const telling = new Set<string>()
  // Of the reads those that name a record: lists and choices are filled with filters that match little.
  const reads = town.server.calls.filter(
    (call) => call.method === 'GET' && !call.file && idsOf(call).some((id) => id.isInPath),
  )
  for (const call of reads) {
    for (const sent of await sendAll(insider, call, isForeign)) {
      if (sent.status === 200 && textsIn(sent.body).some((text) => secrets.has(text))) telling.add(name(call))
    }
  }
  assert.ok(telling.size > reads.length * 0.4, `only ${telling.size} of ${reads.length} reads tell anything`)
  assert.ok(telling.size > reads.length * 0.6, `only ${telling.size} of ${reads.length} reads tell anything`)
})
