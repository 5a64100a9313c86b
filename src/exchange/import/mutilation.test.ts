// A hundred ways each in which real lists of places and real rosters arrive broken: every one is answered with a named
// problem or marked cells, and nothing in the registers changes.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { sql } from 'kysely'
import type { Static } from 'typebox'
import { placeVariants, rosterVariants, type Variant } from '../../../test/broken-files.ts'
import { openTown, type Person, type Town } from '../../../test/town.ts'
import { sheetXml, workbook } from '../../../test/workbook.ts'
import { newId } from '../../base/ids.ts'
import * as calls from './contract.ts'

let town: Town
let administrator: Person
let linying: Person
before(async () => {
  town = await openTown()
  administrator = await town.as('administrator')
  linying = await town.as('linying-officer')
})
after(() => town.close())

let everything = ''

/** Everything that the registers hold, as one text. */
async function fingerprint(): Promise<string> {
  const { kysely } = town.database
  if (!everything) {
    const { rows } = await sql<{ name: string }>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'registry'`.execute(
      kysely,
    )
    assert.ok(rows.length > 8, 'the tables of the registry were seen')
    everything = rows
      .map(({ name }) => `select md5(string_agg(t::text, '|' order by t::text)) as hash from ${name} as t`)
      .join(' union all ')
  }
  const { rows } = await sql.raw<{ hash: string }>(everything).execute(kysely)
  return rows.map((row) => row.hash).join(' ')
}

async function openRows(person: Person, params: { importId: string }) {
  const all: Static<typeof calls.importRows.reply>['rows'] = []
  for (let after: number | undefined; ; ) {
    const { rows, next } = await person.ask(calls.importRows, { params, query: { open: true, after } })
    all.push(...rows)
    if (next === null) return all
    after = next
  }
}

/** What is wrong with how a variant was answered; null if it is answered well. */
async function wrongWith(
  person: Person,
  { name, kind, file, bytes, expected }: Variant,
): Promise<string | null> {
  const importId = newId()
  const answer = await person.send(calls.uploadImport, { query: { importId, kind, name: file }, body: bytes })
  if (answer.status === 422) {
    const [error] = answer.problem.errors ?? []
    if (!error?.detail) return `${name}: refused without a reason`
    return expected.test(error.code) ? null : `${name}: refused as ${error.code}, expected ${expected}`
  }
  if (answer.status !== 200) return `${name}: answered ${answer.status}`
  const params = { importId }
  const { problems } = await person.ask(calls.importPage, { params })
  const rows = await openRows(person, params)
  const found = [
    ...problems.map((one) => one.kind),
    ...rows.flatMap((row) => row.marks.map((one) => one.code)),
  ]
  if (!found.some((code) => expected.test(code))) return `${name}: found ${found}, expected ${expected}`
  if (rows.some((row) => row.marks.some((one) => !one.reason))) return `${name}: a mark without a reason`
  const commit = await person.send(calls.commitImport, { params })
  return commit.status === 409 ? null : `${name}: the commit answered ${commit.status}`
}

async function tryAll(person: Person, variants: Variant[]): Promise<void> {
  assert.ok(variants.length >= 100, `only ${variants.length} variants`)
  const before = await fingerprint()
  const wrong: string[] = []
  for (const variant of variants) {
    const found = await wrongWith(person, variant)
    if (found) wrong.push(found)
    if ((await fingerprint()) !== before) assert.fail(`${variant.name} changed the registers`)
  }
  assert.deepEqual(wrong, [])
}

test('a hundred broken lists of places: each is answered, none changes anything', () =>
  tryAll(administrator, placeVariants()))

test('a hundred broken rosters: each is answered, none changes anything', () =>
  tryAll(linying, rosterVariants()))

test('archives that unpack without end are refused before they do', async () => {
  const before = await fingerprint()
  const bomb = zipSync({
    'xl/workbook.xml': strToU8('<workbook/>'),
    'xl/worksheets/sheet1.xml': new Uint8Array(220 * 1024 * 1024),
  })
  const lying = Buffer.from(bomb)
  const size = Buffer.alloc(4)
  size.writeUInt32LE(220 * 1024 * 1024)
  // Both headers say how large the file is unpacked; one that lies is cut off there.
  for (let at = lying.indexOf(size); at >= 0; at = lying.indexOf(size, at + 4)) lying.writeUInt32LE(1000, at)
  const variants: Variant[] = [
    { name: 'a bomb', kind: 'people', file: 'a.xlsx', bytes: Buffer.from(bomb), expected: /unpacked/ },
    { name: 'a lying bomb', kind: 'people', file: 'a.xlsx', bytes: lying, expected: /damaged|too-much/ },
  ]
  for (const variant of variants) assert.equal(await wrongWith(linying, variant), null)
  const nested = sheetXml([
    ['姓名', '地区'],
    ['甲'.repeat(500_000), '临颍县'],
  ])
  const long = workbook([['x']], (parts) => ({ ...parts, 'xl/worksheets/sheet1.xml': nested }))
  const answer = await wrongWith(linying, {
    name: 'long',
    kind: 'people',
    file: 'a.xlsx',
    bytes: long,
    expected: /long/,
  })
  assert.equal(answer, null)
  assert.equal(await fingerprint(), before)
})
