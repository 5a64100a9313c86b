// A file through the front door: read, previewed, put right, brought in, all of it or nothing.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTown, type Person, type Town } from '../../test/town.ts'
import { newId } from '../base/ids.ts'
import * as calls from './import-contract.ts'
import type { ImportKind } from './import-rules.ts'

let town: Town
let linying: Person
before(async () => {
  town = await openTown()
  linying = await town.as('linying-officer')
})
after(() => town.close())

const csv = (...lines: string[]) => Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`)

async function upload(person: Person, kind: ImportKind, bytes: Buffer, name = 'roster.csv') {
  const importId = newId()
  await person.ask(calls.uploadImport, { query: { importId, kind, name }, body: bytes } as never)
  return { params: { importId } }
}

test('a roster is previewed and goes in', async () => {
  const at = await upload(
    linying,
    'people',
    csv(
      '2026年名册,,',
      '',
      '姓名,地区,电话',
      '张 三丰,临颍县,１３８００００００００',
      ',临颍县,',
      '李四,临颖县,12345678',
      '王五,郏县,',
    ),
  )
  const page = await linying.ask(calls.importPage, at)
  console.log(JSON.stringify(page, null, 1))
  const rows = await linying.ask(calls.importRows, { ...at, query: {} })
  console.log(JSON.stringify(rows, null, 1))
})
