// The evidence that the sample brings: opened like any other, and what it shows is what its report says.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { samplePack } from '../../../test/database.ts'
import { addressOf, openTown, type Town } from '../../../test/town.ts'
import { makeSession } from '../../access/sessions/actions.ts'
import { sessionCookie } from '../../access/sessions/queries.ts'
import * as calls from '../reports/contract.ts'

type Said = { line: string; month: string; on: string; file: string; caption: string }
const pack = new URL(`../../../packs/${samplePack}/`, import.meta.url)
const said: Said[] = JSON.parse(readFileSync(new URL('reports.json', pack), 'utf8')).evidence

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

type Row = {
  id: string
  reportId: string
  line: string
  month: string
  standing: boolean
  isCorrection: boolean
}
const rows = async () =>
  (
    await sql<Row>`select evidence.id, report.id as "reportId", report.month, report.standing,
        report.supersedes_id is not null as "isCorrection",
        concat_ws('/', place.code, indicator.code, trade.code, report.form) as line
      from carry_out.evidence join carry_out.report on report.id = evidence.report_id
      join registry.place on place.id = report.place_id join plan.indicator on indicator.id = report.indicator_id
      left join registry.trade on trade.id = report.trade_id`.execute(town.database.kysely)
  ).rows

test('every file of the sample opens with the bytes of the pack, as the picture it is', async () => {
  const secret = await makeSession(
    town.database.kysely,
    await town.accountOf('xuchang-officer'),
    'test',
    new Date(),
  )
  const found = await rows()
  assert.equal(found.length, said.length)
  for (const { line, month, file } of said) {
    const row = found.find((one) => one.line === line && one.month === month)
    assert.ok(row?.standing, `${line} ${month}`)
    const url = addressOf(calls.evidenceFile, { params: { evidenceId: row.id } })
    const answer = await town.server.inject({ url, headers: { cookie: `${sessionCookie}=${secret}` } })
    assert.equal(answer.statusCode, 200)
    assert.equal(answer.headers['content-type'], 'image/webp')
    assert.ok(answer.rawPayload.equals(readFileSync(new URL(`evidence/${file}`, pack))), file)
  }
})

test('a report shows its evidence with what it is and the day on which it came', async () => {
  const officer = await town.as('linying-officer')
  const found = await rows()
  const corrected = found.find((one) => one.isCorrection)
  assert.equal(corrected?.line, 'linying/output/iron')
  const entry = said.find((one) => one.line === corrected.line)
  const { evidence } = await officer.ask(calls.reportPage, { params: { reportId: corrected.reportId } })
  assert.deepEqual(
    evidence.map(({ kind, caption, madeOn }) => ({ kind, caption, madeOn })),
    [{ kind: 'webp', caption: entry?.caption, madeOn: entry?.on }],
  )
  const other = found.find((one) => one.line.startsWith('changge/'))
  const foreign = await officer.send(calls.evidenceFile, { params: { evidenceId: other?.id ?? '' } })
  assert.equal(foreign.status, 404)
})
