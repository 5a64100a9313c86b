// No unit is a part of itself, by way of however many others: not by hand, not by a file, not by a merge of twins.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { countsOf, csv, marksOf, upload } from '../../../test/imports.ts'
import { waiting } from '../../../test/right/office.ts'
import { openTown, type Person, type Town } from '../../../test/town.ts'
import { idIn } from '../../../test/twins.ts'
import * as imports from '../../exchange/import/contract.ts'
import { lock } from '../../platform/locks.ts'
import * as twins from '../twins/contract.ts'
import * as calls from './contract.ts'

let town: Town
let officer: Person
let placeId: string
before(async () => {
  town = await openTown()
  officer = await town.as('administrator')
  placeId = await idIn(town, 'registry.place', 'linying')
})
after(() => town.close())

const bodyOf = (name: string, parentOrganisationId: string | null) => ({
  names: { zh: name, en: name },
  tradeId: null,
  parentOrganisationId,
  foundedSaid: null,
  status: 'active' as const,
})

/** So many units, each a part of the one before it. */
async function chainOf(prefix: string, n: number): Promise<string[]> {
  const ids: string[] = []
  for (let at = 0; at < n; at++) {
    const name = `${prefix}-${at}`
    const body = { ...bodyOf(name, ids[at - 1] ?? null), placeId, form: 'federation', code: name }
    ids.push((await officer.ask(calls.addOrganisation, { body })).id)
  }
  return ids
}

const put = (organisationId: string, name: string, parentId: string | null) =>
  officer.send(calls.changeOrganisation, { params: { organisationId }, body: bodyOf(name, parentId) })
type Sent = Awaited<ReturnType<typeof put>>
const saidOf = ({ status, problem }: Pick<Sent, 'status' | 'problem'>) =>
  `${status} ${(problem.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`).join()}`
const itself = '422 /parentOrganisationId itself'

const isUnder = async (organisationId: string) =>
  (await officer.ask(calls.organisationPage, { params: { organisationId } })).organisation.parent?.id ?? null

test('a unit is not put under what is a part of it, however far below, nor two under each other at once', async () => {
  const [top, middle, low] = await chainOf('own', 3)
  for (const parentId of [top, middle, low])
    assert.equal(saidOf(await put(top, 'own-0', parentId)), itself, `under ${parentId}`)
  assert.equal(await isUnder(top), null)
  assert.equal((await put(low, 'own-2', top)).status, 200, 'higher up in the same is no circle')

  const [[one], [other]] = [await chainOf('one', 1), await chainOf('other', 1)]
  const both = await Promise.all([put(one, 'one-0', other), put(other, 'other-0', one)])
  assert.deepEqual(both.map(saidOf).sort(), ['200 ', itself])
})

const head = '编码,名称,类型,地区,上级单位'
const row = (name: string, parent: string) => `${name},${name},federation,临颍县,${parent}`

test('a file that closes a circle with what is there is refused at its row, also by way of a new unit', async () => {
  await chainOf('file', 4)
  for (const lines of [[row('file-0', 'file-3')], [row('file-0', 'file-new'), row('file-new', 'file-3')]]) {
    const at = await upload(officer, 'organisations', csv(head, ...lines))
    assert.deepEqual(
      await marksOf(officer, at),
      lines.map((_, n) => `${n + 2} parent itself`),
    )
    assert.equal((await officer.send(imports.commitImport, at)).status, 409)
  }
  const parted = await upload(officer, 'organisations', csv(head, row('file-3', 'file-0')))
  assert.deepEqual(await countsOf(officer, parted), { changed: 1 })
  await officer.ask(imports.commitImport, parted)
})

test('of two files that only together make a circle, sent at once, one goes in', async () => {
  await chainOf('left', 1)
  await chainOf('right', 1)
  const files = [
    await upload(officer, 'organisations', csv(head, row('left-0', 'right-0'))),
    await upload(officer, 'organisations', csv(head, row('right-0', 'left-0'))),
  ]
  const both = await Promise.all(files.map((at) => officer.send(imports.commitImport, at)))
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409])
})

const nameOf = async (organisationId: string) =>
  (await officer.ask(calls.organisationPage, { params: { organisationId } })).organisation.names.zh
const toChange = (name: string, parent: string) => `${row(name, parent)},停业`
const putInTable = (id: string, parentId: string) =>
  sql`update registry.organisation set parent_id = ${parentId} where id = ${id}`

test('while others put units under each other, whoever leaves a unit where it is waits for nobody', async () => {
  const [top, low] = await chainOf('calm', 2)
  const file = await upload(
    officer,
    'organisations',
    csv(`${head},状态`, toChange('calm-1', 'calm-0'), row('calm-new', 'calm-1')),
  )
  assert.deepEqual(await countsOf(officer, file), { new: 1, changed: 1 })
  await town.database.kysely.transaction().execute(async (db) => {
    await lock(db, 'parts')
    assert.equal((await put(low, 'calm-1', top)).status, 200, 'as it was')
    assert.equal((await officer.send(imports.commitImport, file)).status, 200)
    assert.equal((await put(low, 'calm-renamed', top)).status, 200)
    assert.equal((await put(low, 'calm-renamed', null)).status, 200, 'no part any more')
  })
  assert.equal(await nameOf(low), 'calm-renamed')
})

test('whoever leaves a unit where it was, while another moves it, is told where it is now', async () => {
  const [top, low] = await chainOf('moved', 2)
  const [away] = await chainOf('away', 1)
  const sent: Promise<Sent>[] = []
  await town.database.kysely.transaction().execute(async (db) => {
    await putInTable(low, away).execute(db)
    sent.push(put(low, 'moved-renamed', top))
    await waiting(town, 1)
  })
  const { status, problem } = await sent[0]
  assert.deepEqual([status, problem.current], [409, { parentOrganisationId: away }])
  assert.equal(await isUnder(low), away)
})

test('units that stand in a circle of old are renamed and corrected by a file, each by itself, and taken out of it', async () => {
  const [top, low] = await chainOf('old', 2)
  await putInTable(top, low).execute(town.database.kysely)
  assert.equal(saidOf(await put(top, 'old-0', low)), '200 ')
  const file = await upload(
    officer,
    'organisations',
    csv(`${head},状态`, toChange('old-0', 'old-1'), toChange('old-1', 'old-0')),
  )
  assert.deepEqual(
    await marksOf(officer, file),
    ['2 parent itself', '3 parent itself'],
    'each row under the other',
  )
  const one = await upload(officer, 'organisations', csv(`${head},状态`, toChange('old-1', 'old-0')))
  assert.deepEqual(await countsOf(officer, one), { changed: 1 })
  await officer.ask(imports.commitImport, one)
  assert.equal(saidOf(await put(low, 'old-renamed', top)), '200 ')
  assert.equal(await nameOf(low), 'old-renamed')
  assert.equal(saidOf(await put(low, 'old-renamed', low)), itself)
  assert.equal(saidOf(await put(low, 'old-renamed', null)), '200 ')
})

const reason = { body: { reason: 'entered twice' } }
const pairOf = (organisationId: string, keptOrganisationId: string) => ({
  params: { organisationId, keptOrganisationId },
})

test('of a unit and what it is a part of, however far above, no one entry is made', async () => {
  const [top, , low] = await chainOf('tt', 3)
  for (const pair of [pairOf(top, low), pairOf(low, top)]) {
    const sent = await officer.send(twins.mergeOrganisations, { ...pair, ...reason })
    assert.equal(saidOf(sent), '422  part')
  }
  assert.equal(await isUnder(top), null)
})

test('a merge is not taken back where the parts that return have become what the twin is a part of', async () => {
  const [twin, part] = await chainOf('back', 2)
  const [kept, above] = [(await chainOf('kept', 1))[0], (await chainOf('above', 1))[0]]
  assert.equal((await put(twin, 'back-0', above)).status, 200)
  const [base] = await chainOf('base', 1)
  assert.equal((await put(kept, 'kept-0', base)).status, 200)
  await officer.ask(twins.mergeOrganisations, { ...pairOf(twin, kept), ...reason })
  assert.equal((await put(above, 'above-0', part)).status, 200, 'no circle while the twin is none of its own')
  const [{ id }] = (await officer.ask(twins.listTwins, { query: {} })).twins
  const undo = () => officer.send(twins.undoTwin, { params: { twinId: id }, body: {} })
  const refused = await undo()
  assert.equal(saidOf(refused), '422  itself')
  assert.equal(
    refused.problem.errors?.[0].detail,
    'Taken back, “back-0” would stand under “above-0”, which is a part of it by now. First put “above-0” under another unit, or under none.',
  )
  assert.equal((await put(above, 'above-0', null)).status, 200)
  assert.equal((await undo()).status, 200)
  assert.equal(await isUnder(part), twin)
})
