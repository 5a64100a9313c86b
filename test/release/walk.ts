// Once round the loop on the sample, by requests alone, as a program of somebody else's would make them.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { finishBallot, prepareBallot } from '../../src/base/ballot.ts'
import { newId } from '../../src/base/ids.ts'

// biome-ignore lint/suspicious/noExplicitAny: what comes back is looked at, not relied on
export type Reply = any
export type Asker = (request: string, body?: object | string) => Promise<Reply>

/** Asks in somebody's session, or in nobody's; a text is sent as a file. Anything but success fails the test. */
export function asker(address: string, cookie = ''): Asker {
  return async (request, body) => {
    const [method, path] = request.split(' ')
    const type = typeof body === 'string' ? 'application/octet-stream' : 'application/json'
    const reply = await fetch(address + path, {
      method,
      headers: { cookie, 'idempotency-key': randomUUID(), ...(body ? { 'content-type': type } : {}) },
      body: typeof body === 'object' ? JSON.stringify(body) : body,
    })
    const text = await reply.text()
    assert.equal(reply.status, 200, `${request}: ${text}`)
    return JSON.parse(text)
  }
}

/** Comes in by a way that answers with a session. */
export async function comeIn(address: string, path: string, body: object): Promise<Asker> {
  const headers = { 'content-type': 'application/json' }
  const reply = await fetch(address + path, { method: 'POST', headers, body: JSON.stringify(body) })
  assert.equal(reply.status, 200, path)
  const cookies = reply.headers.getSetCookie().map((one) => one.split(';')[0])
  return asker(address, cookies.join('; '))
}

const word = { zh: '同意下月再定', en: 'settled next month' }
const nothing = { zh: '', en: '' }

/** `isOpen`: whether there is an examination to answer. */
export async function walk(address: string, isOpen: boolean): Promise<void> {
  const { cast } = await asker(address)('GET /api/cast')
  const as = (login: string) => {
    const { accountId } = cast.find((one: Reply) => one.login === login)
    return comeIn(address, '/api/sign-in/cast', { accountId })
  }
  const district = await as('xuchang-officer')
  await convene(district)
  await learn(await as('linying-trainee'), asker(address), isOpen)
  const { periods } = await district('GET /api/periods')
  const periodId = periods.find((one: Reply) => one.code === '1954-h1').id
  await plan(await as('fugou-officer'), district, periodId)
  await carryOut(await as('baofeng-officer'), district, periodId)
}

async function convene(district: Asker): Promise<void> {
  const { classes } = await district('GET /api/classes')
  const { id } = classes.find((one: Reply) => one.names.en === 'Training class for handicraft cooperation')
  const page = await district(`GET /api/classes/${id}`)
  assert.deepEqual([page.places.length, page.posts.length, page.figures.seats], [19, 6, 125])
  const { nominations } = await district(`GET /api/classes/${id}/nominations`)
  const { id: open } = nominations.find((one: Reply) => one.state === 'nominated')
  await district(`POST /api/nominations/${open}/accept`, { on: '1954-03-01', reason: 'left out of the list' })
}

/** A clause, a case, and cards answered without a name; of an earlier release's what was open goes no further. */
async function learn(trainee: Asker, nobody: Asker, isOpen: boolean): Promise<void> {
  const { policies } = await trainee('GET /api/policies')
  assert.ok((await trainee(`GET /api/policies/${policies[0].id}`)).clauses.length > 0)
  const { cases } = await trainee('GET /api/cases')
  assert.ok((await trainee(`GET /api/cases/${cases[0].id}`)).steps.length > 0)
  const { rounds } = await trainee('GET /api/rounds')
  const pages = await Promise.all(rounds.map((one: Reply) => trainee(`GET /api/rounds/${one.id}`)))
  const open = pages.find((one) => one.publicKey !== null)
  assert.ok(pages[0].cards.length > 0)
  assert.equal(open !== undefined, isOpen)
  if (!open) return
  const { id } = open.round
  const prepared = await prepareBallot(open.publicKey)
  const { signature } = await trainee(`POST /api/rounds/${id}/ballot`, { blinded: prepared.blinded })
  const ballot = await finishBallot(open.publicKey, prepared, signature)
  const answer = { answer: 'disagree', confidence: 3 }
  const answers = Object.fromEntries(open.cards.map((card: Reply) => [card.id, answer]))
  await nobody(`POST /api/rounds/${id}/answers`, { ballot, phase: 'before', answers })
}

async function plan(county: Asker, district: Asker, periodId: string): Promise<void> {
  const { counties } = await district(`GET /api/plan-board?periodId=${periodId}`)
  const { planId } = counties.find((one: Reply) => one.place.code === 'fugou')
  const edition = async () => (await county(`GET /api/plans/${planId}`)).editVersion
  const sent = { editVersion: await edition(), aboutOpen: word }
  await county(`POST /api/plans/${planId}/submit`, sent)
  const approved = { editVersion: await edition(), aboutOpen: word, conditions: nothing }
  await district(`POST /api/plans/${planId}/approve`, approved)
  assert.equal((await county(`GET /api/plans/${planId}`)).state, 'approved')
}

/** The district's total changes by just the figure that a county reports. */
async function carryOut(county: Asker, district: Asker, periodId: string): Promise<void> {
  const month = '1954-06'
  const page = await county(`GET /api/carry-out/month?month=${month}`)
  const { line } = page.lines.find((one: Reply) => /People trained/.test(one.line.indicator.names.en))
  const total = async () => {
    const { rows } = await district(`GET /api/roll-up?periodId=${periodId}&month=${month}`)
    return rows.find((one: Reply) => one.indicator.id === line.indicator.id).figures.actual
  }
  const before = await total()
  await county(`POST /api/plan-lines/${line.id}/reports`, {
    id: newId(),
    month,
    asOf: `${month}-05`,
    value: 5,
    unit: line.indicator.unit,
    leftReasons: [],
    dormant: null,
    source: 'counted',
    sourceNote: nothing,
    cause: nothing,
    help: nothing,
    supersedesId: null,
    reason: null,
  })
  assert.equal(await total(), before + 5)
}
