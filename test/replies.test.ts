// Every read, asked by several roles for records of their own, answers what its contract declares: nothing less,
// nothing more. The server is told to take anything else for a bug (checkReplies), and its log says what it was.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Call } from '../src/base/call.ts'
import { newId } from '../src/base/ids.ts'
import { type Input, idsOf, inputFor, kindTables, tablesFor, variantsOf } from './sweep/inputs.ts'
import { Records } from './sweep/records.ts'
import { openTown, type Person, type Town } from './town.ts'

const readers = [
  'administrator',
  'xuchang-officer',
  'trainer',
  'linying-officer',
  'linying-trainee',
  'henan-viewer',
]
/** How many records of a table are read by each: of different states, and with what may be missing. */
const tries = 5

/** Reads of what the sample does not have, and where they are answered instead (each such town checks replies too). */
const elsewhere: Record<string, string> = {
  'GET /api/invitations/:secret': 'the secret of an invitation is known to nobody else: src/access',
  'GET /api/classes/:classId/candidates': 'needs a place and a post of the class together: src/convene',
  'GET /api/classes/:classId/corrections/:correctionId/people':
    'nothing of the sample was corrected: src/convene',
  'GET /api/imports/:importId': 'the sample brings no file in: src/exchange',
  'GET /api/imports/:importId/rows': 'the sample brings no file in: src/exchange',
  'GET /api/imports/:importId/take-back': 'the sample brings no file in: src/exchange',
  'GET /api/webhooks/:webhookId/deliveries': 'the sample has no webhook: src/exchange',
}

let town: Town
let records: Records
const log: string[] = []
before(async () => {
  town = await openTown({ log: { write: (line) => void log.push(line) } })
  records = await Records.read(town.database.kysely)
})
after(() => town.close())

const name = ({ method, path }: Call) => `${method} ${path}`

/** Ids from everywhere in a table. */
function spread(table: string): string[] {
  const all = records.of(table)
  const step = Math.max(1, all.length / tries)
  return Array.from({ length: Math.min(all.length, tries) }, (_, n) =>
    String(all[Math.floor(n * step)].row.id),
  )
}

/** The call asked for record after record, without its filters and with them. */
function* inputsOf(call: Call): Generator<Input> {
  for (const { at, kind } of variantsOf(call)) {
    const [first] = idsOf(call).filter(({ isInPath }) => isInPath)
    const tables = first
      ? first.name === 'refId'
        ? [kindTables[kind ?? '']]
        : tablesFor(first.name, call)
      : []
    const table = tables[Math.min(at, tables.length - 1)]
    for (const id of table ? spread(table) : [newId()]) {
      const pick = (names: string[]) => {
        const chosen = names[Math.min(at, names.length - 1)]
        return chosen === table ? id : String(records.of(chosen)[0]?.row.id ?? newId())
      }
      const input = inputFor(call, pick, kind)
      yield input
      if (!input.query) continue
      const { query } = input
      yield { ...input, query: {} }
      for (const one of Object.keys(query)) {
        const { [one]: value, ...others } = query
        yield { ...input, query: { [one]: value } }
        yield { ...input, query: others }
      }
    }
  }
}

/** What the log says was wrong, each fault once for all rows of a list. */
function faultsIn(line: string): string[] {
  const message = String(JSON.parse(line).err?.message ?? line)
  const [, call, faults] = /^reply of (\S+ \S+) .*?: (.*)$/.exec(message) ?? [undefined, '', message]
  return faults.split('; ').map((one) => `${call} ${one.replace(/\/\d+(?=[/ ])/g, '/*')}`)
}

async function ask(person: Person, call: Call, answered: Set<string>): Promise<string[]> {
  const wrong: string[] = []
  for (const input of inputsOf(call)) {
    const at = log.length
    const { status } = await person.send(call as never, input as never)
    if (status === 200) answered.add(name(call))
    if (status >= 500) wrong.push(...log.slice(at).flatMap(faultsIn))
  }
  return wrong
}

test('2: what is answered is what is declared', async () => {
  const reads = town.server.calls.filter(({ method, file }) => method === 'GET' && !file)
  assert.ok(reads.length > 80, `only ${reads.length} reads were seen`)
  const answered = new Set<string>()
  const wrong = new Set<string>()
  for (const reader of readers)
    for (const call of reads)
      for (const one of await ask(await town.as(reader), call, answered)) wrong.add(one)
  assert.deepEqual([...wrong], [])
  const never = reads.map(name).filter((one) => !answered.has(one))
  assert.deepEqual(never.sort(), Object.keys(elsewhere).sort(), 'nobody was answered these')
})
