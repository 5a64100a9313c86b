// An id in a body that leads to nothing, or to what is somebody else's, is a field to mend: 'invalid' with a pointer to
// it, and the same answer for both. Goes over the server's own list of calls, so that a new call is covered by itself.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Call, CallInput } from '../src/base/call.ts'
import { newId } from '../src/base/ids.ts'
import { makeCard } from '../src/examine/contract.ts'
import { lastPathsOf } from '../src/registry/places/queries.ts'
import { makeCheck } from '../src/study/checks/contract.ts'
import { bodyIdsOf, type Input, inputFor, kindTables, tablesFor } from './sweep/inputs.ts'
import { Records, type Stored, withoutPlace } from './sweep/records.ts'
import { openTown, type Town } from './town.ts'

/** Who between them may send every call with an id in its body. */
const actors = [
  'linying-officer',
  'xihua-officer',
  'jia-officer',
  'linying-trainee',
  'tin-presenter',
  'trainer',
  'xuchang-officer',
  'administrator',
]
/** How many records of a table are tried: it is enough that one of them is at the right stage. */
const tries = 150

/** Ids that nobody can send for want of a record in the sample, and where they are tried instead. */
const elsewhere: Record<string, string> = {
  'POST /api/imports/:importId/decisions /candidateId': 'the sample brings no file in: src/exchange',
  'POST /api/packs/preview /fromPeriodId':
    'asked only of a pack that changes an indicator: test/definitions.test.ts',
  'POST /api/packs/load /fromPeriodId':
    'asked only of a pack that changes an indicator: test/definitions.test.ts',
}

let town: Town
let records: Records
/** Who acts → what is somebody else's. */
const foreign = new Map<string, (stored: Stored) => boolean>()

before(async () => {
  town = await openTown()
  await openDrafts()
  records = await Records.read(town.database.kysely)
  for (const login of actors) {
    const accountId = await town.accountOf(login)
    const grant = records.of('access.role_grant').find(({ row }) => row.account_id === accountId)
    const placeId = String(grant?.row.place_id)
    const lines = await lastPathsOf(town.database.kysely, [placeId], '1954-07-10')
    foreign.set(login, records.foreignTo(placeId, lines.get(placeId) ?? []))
  }
})
after(() => town.close())

/** The sample's checks are all open and its cards all examined; these are still to be changed. */
async function openDrafts(): Promise<void> {
  const trainer = await town.as('trainer')
  records = await Records.read(town.database.kysely)
  const pick = ([table]: string[]) => String(records.of(table)[0].row.id)
  const { body: card } = inputFor(makeCard, pick, undefined) as CallInput<typeof makeCard>
  await trainer.ask(makeCard, { body: { ...card, evidence: [] } })
  await trainer.ask(makeCheck, inputFor(makeCheck, pick, undefined) as never)
}

const name = (call: Call) => `${call.method} ${call.path}`

/** The input with something else where the pointer says. */
function withAt(input: Input, pointer: string, value: string): Input {
  const copy = structuredClone(input)
  const steps = pointer.slice(1).split('/')
  const last = steps.pop() ?? ''
  const at = steps.reduce((inner, step) => inner[step] as never, copy.body as Record<string, unknown>)
  at[last] = value
  return copy
}

/**
 * The input without what the change was made from, which would be compared before anything else is looked at, and
 * without who of several reports: of the sample's lines nobody does but who plans them.
 */
const fromAnything = ({ body, ...rest }: Input): Input => ({
  ...rest,
  body: { ...(body as object), was: undefined, reporterId: undefined },
})

const spreads = new Map<string, string[]>()
/** Ids from everywhere in the table. */
function spread(table: string): string[] {
  const known = spreads.get(table)
  if (known) return known
  const ids = records.of(table).map(({ row }) => String(row.id))
  const step = Math.max(1, ids.length / tries)
  const some = Array.from({ length: Math.min(tries, ids.length) }, (_, at) => ids[Math.floor(at * step)])
  spreads.set(table, some)
  return some
}

type Answered = { status: number; error: { code: string; detail: string } | undefined; text: string }

/** Sends the input; where it was stale, once more with the version that stands. */
async function send(login: string, call: Call, input: Input, pointer: string): Promise<Answered> {
  const person = await town.as(login)
  let { status, problem } = await person.send(call as never, input as never)
  const current = problem?.current as { editVersion?: number } | undefined
  if (status === 409 && current?.editVersion !== undefined) {
    const body = { ...(input.body as object), editVersion: current.editVersion }
    ;({ status, problem } = await person.send(call as never, { ...input, body } as never))
  }
  const found = problem?.errors?.find((error) => error.pointer === pointer)
  const text = `${status} ${problem?.errors?.map((error) => error.pointer) ?? problem?.stage ?? ''}`
  return { status, error: found && { code: found.code, detail: found.detail }, text }
}

test('an id in a body that leads to nothing is named by its field, and somebody else’s is answered the same', async () => {
  const wrong: string[] = []
  let tried = 0
  let compared = 0
  for (const call of town.server.calls)
    for (const { pointer, name: field } of bodyIdsOf(call)) {
      if (`${name(call)} ${pointer}` in elsewhere) continue
      const refused = await refusalOf(call, pointer)
      tried += 1
      if (typeof refused === 'string') {
        wrong.push(`${name(call)} ${pointer}: ${refused}`)
        continue
      }
      const other = othersId(call, field, refused.login)
      if (!other || call.open === 'anyone') continue
      compared += 1
      const answer = await send(refused.login, call, withAt(refused.input, pointer, other), pointer)
      const { status, error } = answer
      if (status !== 422 || error?.code !== refused.error.code || error.detail !== refused.error.detail)
        wrong.push(`${name(call)} ${pointer} tells of somebody else's: ${answer.text} ${error?.code}`)
    }
  assert.deepEqual(wrong, [])
  assert.ok(tried > 60, `only ${tried} ids were tried`)
  assert.ok(compared > 20, `only ${compared} ids of others were tried`)
})

/** Everybody with the first records, then with the next. */
const attempts = Array.from({ length: tries }, (_, nth) =>
  actors.map((login): [string, number] => [login, nth]),
).flat()
/** What the other ids of a call were refused with. */
const worked = new Map<Call, [string, number][]>()

type Refused = { login: string; input: Input; error: { code: string; detail: string } }

/** Who is refused with what for an id that leads to nothing; or what came instead, in words. */
async function refusalOf(call: Call, pointer: string): Promise<Refused | string> {
  const seen = new Set<string>()
  for (const [login, nth] of [...(worked.get(call) ?? []), ...attempts]) {
    const pick = ([table]: string[]) => spread(table)[nth % spread(table).length] ?? newId()
    const input = withAt(fromAnything(inputFor(call, pick, undefined)), pointer, newId())
    const { status, error, text } = await send(login, call, input, pointer)
    if (status === 422 && error) {
      worked.set(call, [[login, nth], ...(worked.get(call) ?? [])])
      return { login, input, error }
    }
    seen.add(text)
    if (status === 200 || status === 500) return [...seen].join('; ')
  }
  return [...seen].join('; ')
}

/** An id of that kind which is somebody else's; none where everybody may see all of the kind. */
function othersId(call: Call, field: string, login: string): string | undefined {
  // Filled without a kind, a reference is one to the first kind that the call takes.
  const [table] = field === 'refId' ? [kindTables.clause] : tablesFor(field, call)
  if (table in withoutPlace) return undefined
  const stored = records.of(table).find((one) => foreign.get(login)?.(one))
  return stored && String(stored.row.id)
}
