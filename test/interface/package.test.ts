// The open data package of every kind of place, judged by a reader that is not ours (the library `datapackage` of the
// Frictionless project), and brought in again as what is there already.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Package } from 'datapackage'
import { unzipSync } from 'fflate'
import { exportPackage } from '../../src/exchange/export/contract.ts'
import { importKinds } from '../../src/exchange/import/contract.ts'
import { addPerson } from '../../src/registry/people/contract.ts'
import { addPlace } from '../../src/registry/places/contract.ts'
import { idOf } from '../convene-class.ts'
import { bring } from '../right/sheets.ts'
import { openTown, type Person, type Town } from '../town.ts'

let town: Town
let administrator: Person
let folder: string
before(async () => {
  town = await openTown()
  administrator = await town.as('administrator')
  folder = mkdtempSync(join(tmpdir(), 'hezuo-package-'))
  const parentPlaceId = await idOf(town, 'place', 'linying')
  const names = { zh: '繁城镇', en: 'Fancheng Town' }
  const { id: placeId } = await administrator.ask(addPlace, {
    body: { code: 'fancheng', names, level: 'township', parentPlaceId, fromOn: null },
  })
  const person = { placeId, names: { zh: '镇上人', en: 'Of the town' }, phone: '-0395 21' }
  await administrator.ask(addPerson, { body: person })
})
after(async () => {
  await town.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A place's package, unpacked: the folder where it lies, and its files. */
async function packageOf(code: string) {
  const placeId = await idOf(town, 'place', code)
  const bytes = await administrator.ask(exportPackage, { query: { placeId } })
  const files = unzipSync(new Uint8Array(bytes as Buffer))
  const at = join(folder, code)
  mkdirSync(at)
  for (const [name, content] of Object.entries(files)) writeFileSync(join(at, name), content)
  return { at, files }
}

const places = {
  nation: '0',
  province: 'henan',
  district: 'xuchang-district',
  county: 'linying',
  township: 'fancheng',
}

for (const [level, code] of Object.entries(places))
  test(`the package of a ${level} is valid, and comes in again as nothing new`, async () => {
    const { at, files } = await packageOf(code)
    const described = await Package.load(join(at, 'datapackage.json'))
    assert.deepEqual(described.errors, [])
    assert.ok(described.valid)
    assert.ok(described.resources.length > 25, `only ${described.resources.length} tables were seen`)
    let people = 0
    for (const table of described.resources) {
      assert.ok(table.valid, `${table.name}: ${table.errors}`)
      const rows = await table.read({ keyed: true, relations: true }).catch((error) => {
        const { message, errors = [] } = error as Error & { errors?: Error[] }
        throw new Error(`${table.name}: ${[message, ...errors.map((one) => one.message)].join('; ')}`)
      })
      if (table.name === 'people') people = rows.length
    }
    assert.ok(people > 0, 'somebody lives there')
    const { kinds } = await administrator.ask(importKinds, {})
    assert.ok(kinds.length >= 6)
    // A table without a row is no file to bring in.
    const filled = new Set(
      described.resources.filter(({ descriptor }) => descriptor.rows > 0).map(({ name }) => name),
    )
    assert.ok(filled.has('people') && filled.has('places'))
    for (const { kind } of kinds.filter((one) => filled.has(one.kind))) {
      const bytes = Buffer.from(files[`${kind}.csv`])
      const brought = await bring(administrator, kind, `${kind}.csv`, bytes)
      assert.deepEqual(brought.page.problems, [], kind)
      const counted = Object.keys(brought.counts).filter((state) => state !== 'same')
      assert.deepEqual(counted, [], `${kind}: ${JSON.stringify(brought.counts)} ${brought.marks.slice(0, 5)}`)
    }
  })

test('a file makes no second place above all', async () => {
  const file = Buffer.from('code,name,level\nelsewhere,别国,country\n')
  const { counts, marks } = await bring(administrator, 'places', 'country.csv', file)
  assert.deepEqual(counts, { faulty: 1 }, String(marks))
})
