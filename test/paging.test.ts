// No list of the interface grows without end: each comes page by page after a key, or stands in the table of those that
// are bounded, with the reason. The test goes over the server's own list of calls, so that a new list is found by
// itself.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { Call } from '../src/base/call.ts'
import { newId } from '../src/base/ids.ts'
import { pageLength } from '../src/base/schemas.ts'
import { bounded } from './paging/bounded.ts'
import { type Input, inputFor } from './sweep/inputs.ts'
import { Records } from './sweep/records.ts'
import { openTown, type Town } from './town.ts'

type Schema = {
  type?: string
  properties?: Record<string, Schema>
  patternProperties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  allOf?: Schema[]
  maxItems?: number
}
type Found = { path: string; maxItems: number | undefined }

let town: Town
let records: Records
before(async () => {
  town = await openTown()
  records = await Records.read(town.database.kysely)
})
after(() => town.close())

/** Every array in a schema by its path, `.rows[].cells[]`. */
function arraysIn(schema: Schema | undefined, path = ''): Found[] {
  if (!schema) return []
  if (schema.type === 'array')
    return [{ path: `${path}[]`, maxItems: schema.maxItems }, ...arraysIn(schema.items, `${path}[]`)]
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, one]) => arraysIn(one, `${path}.${name}`)),
    ...Object.values(schema.patternProperties ?? {}).flatMap((one) => arraysIn(one, `${path}{}`)),
    ...[...(schema.anyOf ?? []), ...(schema.allOf ?? [])].flatMap((one) => arraysIn(one, path)),
  ]
}

const reads = () => town.server.calls.filter(({ method, file }) => method === 'GET' && !file)
const properties = (schema: unknown) => Object.keys((schema as Schema | undefined)?.properties ?? {})
const isPaged = ({ query, reply }: Call) =>
  properties(query).includes('after') && properties(reply).includes('next')

/** The one array of a paged reply that is the page: it stands at the top and holds a page's rows at most. */
const pageIn = ({ reply }: Call) =>
  arraysIn(reply as Schema).filter(
    ({ path, maxItems }) => /^\.\w+\[\]$/.test(path) && maxItems === pageLength,
  )

test('every list is paged by key, or is bounded for a reason that is written down', () => {
  const known = new Set(bounded.flatMap(({ lists }) => lists))
  const met = new Set<string>()
  const loose: string[] = []
  for (const call of reads()) {
    const [page] = isPaged(call) ? pageIn(call) : []
    for (const { path, maxItems } of arraysIn(call.reply as Schema)) {
      if (path === page?.path) continue
      const list = `${call.path} ${path}`
      met.add(list)
      // Where the contract itself says how many it holds at most, every test of the room keeps the replies to that.
      if (!known.has(list) && maxItems === undefined) loose.push(list)
    }
  }
  assert.deepEqual(
    loose,
    [],
    'page these by key, let their contract say the most, or test/paging/bounded.ts why they cannot grow',
  )
  assert.deepEqual(
    [...known].filter((list) => !met.has(list)),
    [],
    'no call answers with these any more',
  )
  assert.ok(met.size > 100, `only ${met.size} lists were seen`)
  const all = bounded.flatMap(({ lists }) => lists)
  assert.equal(all.length, known.size, 'a list stands in the table twice')
})

test('a limit that is named is where it is said to be', () => {
  const gone = bounded.flatMap(({ where, why }) =>
    where && !readFileSync(new URL(`../${where[0]}`, import.meta.url), 'utf8').includes(where[1])
      ? [`${why}: ${where[0]} has no ${where[1]}`]
      : [],
  )
  assert.deepEqual(gone, [])
})

test('a paged call takes where to begin, says where to go on, and answers with one page; nothing is paged by number', () => {
  const paged = reads().filter(isPaged)
  assert.ok(paged.length > 20, `only ${paged.length} calls are paged`)
  for (const call of paged) assert.equal(pageIn(call).length, 1, `${call.path} has no one page`)
  for (const call of reads()) {
    const taken = properties(call.query)
    assert.equal(
      taken.includes('after'),
      properties(call.reply).includes('next'),
      `${call.path} is paged by half`,
    )
    for (const word of ['offset', 'page', 'skip', 'limit'])
      assert.ok(!taken.includes(word), `${call.path} takes ${word}`)
  }
})

/** Where a word begins the key, any word is a place in the list: what comes after it in the alphabet. */
const byWord = ['/api/accounts', '/api/organisations', '/api/people', '/api/policies']
const madeUp = ['~made~up~', '9999-99-99~1', '0~0~0~0', `2026-02-30~${newId()}`, '\u0000', 'x'.repeat(301)]

test('where no page begins the answer says so at the field', async () => {
  const administrator = await town.as('administrator')
  const unclear: string[] = []
  for (const call of reads().filter(isPaged)) {
    const pick = ([table]: string[]) => String(records.of(table)[0]?.row.id ?? newId())
    const input: Input = inputFor(call, pick, undefined)
    for (const given of madeUp) {
      const { status, problem } = await administrator.send(
        call as never,
        { ...input, query: { after: given } } as never,
      )
      assert.ok(status < 500, `${call.path}?after=${JSON.stringify(given)}`)
      if (status === 200 && byWord.includes(call.path)) continue
      const error = problem.errors?.find(({ pointer }) => pointer === '/after')
      if (status !== 400 || !error?.detail)
        unclear.push(`${call.path}?after=${given.slice(0, 20)}: ${status} ${JSON.stringify(problem.errors)}`)
    }
  }
  assert.deepEqual(unclear, [])
})
