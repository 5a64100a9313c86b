// What shows that a figure is so, sent a second time.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openTown, type Person, type Town } from '../town.ts'
import { ask, send } from './office.ts'

let town: Town
let reporter: Person
let reportId: string
before(async () => {
  town = await openTown()
  reporter = await town.as('linying-reporter')
  const { rows } = await sql<{ id: string }>`select report.id from carry_out.report
    join registry.place on place.id = report.place_id where place.code = 'linying' and report.standing
    and report.month = '1954-06' order by report.id limit 1`.execute(town.database.kysely)
  reportId = rows[0].id
})
after(() => town.close())

let made = 0
const newId = () => `018e0000-0000-7000-8000-${(made++).toString(16).padStart(12, '0')}`
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
/** Sends a picture as a file, as a browser does. */
const hand = (caption: string, evidenceId = newId()) =>
  ask(reporter, `POST /api/reports/${reportId}/evidence`, {
    query: { evidenceId, name: 'ledger.png', caption },
    body: png,
    raw: true,
  })
const captions = async (): Promise<string[]> => {
  const { evidence } = await ask(reporter, `GET /api/reports/${reportId}`)
  return evidence.map((one: { caption: string }) => one.caption)
}

test('31: what is newly said of a picture that the report has already is kept', async () => {
  const first = await hand('the ledger')
  const again = await hand('the ledger, page 4')
  assert.equal(again.id, first.id, 'the picture itself is kept once')
  assert.ok((await captions()).includes('the ledger, page 4'))
  await hand('')
  assert.ok((await captions()).includes('the ledger, page 4'), 'nothing said takes nothing away')
})

test('37: a picture that the disk has damaged is whole again once it is sent again', async () => {
  const { id, sha256 } = await hand('')
  const path = join(town.dataFolder, 'files', sha256.slice(0, 2), sha256)
  for (const damaged of [Buffer.alloc(png.length), Buffer.from('x'), Buffer.concat([png, png])]) {
    writeFileSync(path, damaged)
    assert.notEqual((await send(reporter, `GET /api/evidence/${id}`)).status, 200)
    await hand('')
    assert.equal((await send(reporter, `GET /api/evidence/${id}`)).status, 200)
  }
})
