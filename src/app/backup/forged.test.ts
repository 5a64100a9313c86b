// A file that calls itself a backup may have been written by anybody. Whatever it says: it comes whole or it is refused
// in one sentence, the database is as empty as before, no file lies in the folder, and nothing of it was run.
import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { bareDatabase, emptyDatabase, type TestDatabase } from '../../../test/database.ts'
import { type Part, packInto, partOf, partsOf, sha256Of, tarOf, vouchedFor } from '../../../test/right/tar.ts'
import { officeOf } from '../../../test/town.ts'
import { StartRefusal } from '../../platform/embedded/refusal.ts'
import { keepFile } from '../../platform/files.ts'
import { backUpTo, restoreFrom } from './backup.ts'

// biome-ignore lint/suspicious/noExplicitAny: a forger writes whatever fits
type Loose = any

let folder: string
let place: TestDatabase
let whole: Part[]
let manifest: Loose
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hezuo-forged-'))
  // Also by PostgreSQL, which may run as another user.
  chmodSync(folder, 0o777)
  place = await bareDatabase()
  const database = await emptyDatabase()
  const office = await officeOf(database)
  const { sha256 } = await keepFile(office.dataFolder, Buffer.from('%PDF-1.4 of the office'))
  const file = join(folder, 'whole.tar.gz')
  await backUpTo({ database, dataFolder: office.dataFolder }, file)
  whole = partsOf(file)
  manifest = JSON.parse(String(whole.pop()?.content))
  whole.push({ name: `files/${sha256}`, content: Buffer.from('%PDF-1.4 of the office') })
  await office.close()
})
after(async () => {
  await place.drop()
  rmSync(folder, { recursive: true, force: true })
})

const last = (told: Loose): Part =>
  partOf('manifest.json', typeof told === 'string' ? told : JSON.stringify(told))

let made = 0
async function written(chunks: Iterable<Buffer>): Promise<string> {
  const file = join(folder, `${++made}.tar.gz`)
  await packInto(file, chunks)
  return file
}

/**
 * The whole backup but for what `change` does to it; its manifest vouches for every part unless that says otherwise.
 */
function forged(change: (told: Loose, parts: Part[]) => void): Promise<string> {
  const told = structuredClone(manifest)
  const parts = whole.map((part) => ({ ...part }))
  told.parts = null
  change(told, parts)
  told.parts ??= vouchedFor(parts)
  return written(tarOf([...parts, last(told)]))
}

const canary = () => join(folder, 'was-here')
const tableNamed = (told: Loose, name: string) => told.tables.find((table: Loose) => table.name === name)
const partNamed = (parts: Part[], name: string) => {
  const found = parts.find((part) => part.name.startsWith(`tables/${name}/`))
  assert.ok(found, name)
  return found
}
const renamed = (told: Loose, parts: Part[], to: string, from = 'access.account') => {
  tableNamed(told, from).name = to
  const part = parts.find(({ name }) => name.startsWith(`tables/${from}/`))
  if (part) part.name = `tables/${to}/000001`
}
const touch = () => `copy (select 1) to program 'touch ${canary()}'`

async function mustBeRefused(what: string, file: string, why = /./): Promise<void> {
  const dataFolder = mkdtempSync(join(folder, 'data-'))
  await assert.rejects(restoreFrom({ database: place, dataFolder }, file), (error: unknown) => {
    assert.ok(error instanceof StartRefusal, `${what}: ${String((error as Error).stack)}`)
    assert.match(error.message, /^[^\p{Cc}]{10,400}\.$/u, what)
    assert.match(error.message, why, what)
    return true
  })
  const { rows } = await sql<{ name: string }>`select nspname as name from pg_namespace
    where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')
    union all select relname from pg_class where relnamespace = 'public'::regnamespace`.execute(place.kysely)
  assert.deepEqual(rows, [], what)
  const left = readdirSync(dataFolder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  assert.deepEqual(left, [], what)
  assert.equal(existsSync(canary()), false, what)
}

const kinds: Record<string, Record<string, (told: Loose, parts: Part[]) => void>> = {
  'SQL in the name of a table': {
    'behind it': (told, parts) => renamed(told, parts, `access.account; ${touch()}`),
    'instead of it': (told, parts) => renamed(told, parts, `(select 1) to program 'touch ${canary()}' --`),
    'within quotes': (told, parts) => renamed(told, parts, `"access"."account"; ${touch()}; --"`),
    'without a part': (told) => told.tables.push({ name: `x.y; ${touch()}`, columns: ['id'], rows: 0 }),
    'behind a line end': (told, parts) => renamed(told, parts, `access.account\n; ${touch()}`),
    'in the name of a part alone': (_, parts) => {
      partNamed(parts, 'access.account').name = `tables/access.account; ${touch()}/000001`
    },
  },
  'SQL in the name of a column': {
    'from a program': (told) =>
      (tableNamed(told, 'access.account').columns = [`id) from program 'touch ${canary()}' --`]),
    'behind all': (told) => tableNamed(told, 'access.account').columns.push(`id) from stdin; ${touch()} --`),
    'within quotes': (told) => (tableNamed(told, 'access.account').columns[0] = `"id"") from stdin; --"`),
    'in place of one': (told) => (tableNamed(told, 'access.account').columns[0] = 'version()'),
  },
  'SQL in a sequence': {
    'its table': (told) => (told.sequences[0].table = `access.account'); ${touch()} --`),
    'its column': (told) => (told.sequences[0].column = `id', 1); ${touch()} --`),
    'where it goes on': (told) => (told.sequences[0].next = `1); ${touch()} --`),
    'as an object': (told) => (told.sequences[0].next = { toString: 'x' }),
  },
  'tables that are not this office’s': {
    'of the server': (told, parts) => renamed(told, parts, 'pg_catalog.pg_authid'),
    'of nobody': (told, parts) => renamed(told, parts, 'public.account'),
    'of another room': (told, parts) => renamed(told, parts, 'registry.account'),
    'without a schema': (told, parts) => renamed(told, parts, 'account'),
    'named otherwise': (told, parts) => renamed(told, parts, 'ACCESS.ACCOUNT'),
    'one that is missing': (told, parts) => {
      told.tables = told.tables.filter((table: Loose) => table.name !== 'access.account')
      parts.splice(parts.indexOf(partNamed(parts, 'access.account')), 1)
    },
    'an empty one that is missing': (told) =>
      (told.tables = told.tables.filter((table: Loose) => table.name !== 'plan.plan_line')),
  },
  'columns that are not the table’s': {
    'one more': (told) => tableNamed(told, 'access.account').columns.push('of_mine'),
    'one less': (told) => tableNamed(told, 'access.account').columns.pop(),
    'one of another': (told) => (tableNamed(told, 'access.account').columns[1] = 'token_hash'),
    'of the system': (told) => (tableNamed(told, 'access.account').columns[0] = 'ctid'),
    'no list': (told) => (tableNamed(told, 'access.account').columns = 'id, login'),
  },
  'the same twice': {
    'a table': (told) => told.tables.push(tableNamed(told, 'access.account')),
    'a table in quotes': (told) =>
      told.tables.push({ ...tableNamed(told, 'access.account'), name: '"access".account' }),
    'a column': (told) => tableNamed(told, 'access.account').columns.push('id'),
    'a part': (_, parts) => parts.splice(0, 0, parts[0]),
    'a part further on': (_, parts) => parts.push(parts[0]),
    'a file': (_, parts) => parts.push(parts[parts.length - 1]),
    'a migration': (told) => told.migrations.push(told.migrations[0]),
    'a sequence': (told) => told.sequences.push(told.sequences[0]),
  },
  'counts that are none': {
    text: (told) => (tableNamed(told, 'access.account').rows = '1'),
    'less than nothing': (told) => (tableNamed(told, 'access.account').rows = -1),
    'a half': (told) => (tableNamed(told, 'access.account').rows = 0.5),
    'beyond numbers': (told) => (tableNamed(told, 'access.account').rows = 1e300),
    nothing: (told) => (tableNamed(told, 'access.account').rows = null),
    'one too many': (told) => (tableNamed(told, 'access.account').rows += 1),
    'one too few': (told) => (tableNamed(told, 'access.account').rows = 0),
    'of rows without a part': (told) => (tableNamed(told, 'plan.plan_line').rows = 3),
    'of a sequence': (told) => (told.sequences[0].next = 1e30),
  },
  'files that lead elsewhere': {
    upwards: (_, parts) => parts.push(partOf('files/../../../was-here', 'x')),
    'from the root': (_, parts) => parts.push(partOf(`files/${canary()}`, 'x')),
    'under another hash': (_, parts) => parts.push(partOf(`files/${'0'.repeat(64)}`, 'x')),
    'in capitals': (_, parts) => parts.push(partOf(`files/${sha256Of(Buffer.from('x')).toUpperCase()}`, 'x')),
    'beside the files': (_, parts) => parts.push(partOf('postgres.password', 'x')),
    'a link': (_, parts) => parts.push({ ...partOf(`files/${sha256Of(Buffer.from(''))}`, ''), type: '2' }),
    'a folder': (_, parts) => parts.push({ ...partOf('files/', ''), type: '5' }),
    'under a longer name': (_, parts) =>
      parts.unshift({ ...partOf('././@PaxHeader', `30 path=files/../${'x'.repeat(12)}\n`), type: 'x' }),
  },
  'sizes that are not so': {
    'smaller than it is': (_, parts) => (parts[0].size = parts[0].content.length - 1),
    'larger than it is': (_, parts) => (parts[0].size = parts[0].content.length + 600),
    'larger than a disk': (_, parts) => (parts[0].size = 8 ** 11 - 1),
    'another in the manifest': (told, parts) => {
      told.parts = vouchedFor(parts)
      told.parts[0].size += 1
    },
    'another hash': (told, parts) => {
      told.parts = vouchedFor(parts)
      told.parts[0].sha256 = '0'.repeat(64)
    },
    'text in the manifest': (told, parts) => {
      told.parts = vouchedFor(parts)
      told.parts[0].size = `${told.parts[0].size}`
    },
  },
  'parts and manifest that do not fit': {
    'one that nobody names': (told, parts) => {
      told.parts = vouchedFor(parts).slice(1)
    },
    'one that is not there': (told, parts) => {
      told.parts = vouchedFor(parts)
      parts.pop()
    },
    'in another order': (told, parts) => {
      told.parts = vouchedFor(parts).reverse()
    },
    'numbered from two on': (_, parts) =>
      (partNamed(parts, 'access.account').name = 'tables/access.account/000002'),
    'a second manifest': (told, parts) => parts.push(last({ ...told, parts: vouchedFor(parts) })),
  },
  'a manifest of another shape': {
    'no migrations': (told) => delete told.migrations,
    'migrations that are numbers': (told) => (told.migrations = [1]),
    'tables by name': (told) =>
      (told.tables = Object.fromEntries(told.tables.map((one: Loose) => [one.name, one]))),
    'something more': (told) => (told.run = touch()),
    'a format of text': (told) => (told.format = '1'),
    'a format of old': (told) => (told.format = 0),
    'signs that move the cursor': (told) => (told.version = '1\u001b[2J'),
    'a day that is none': (told) => (told.madeAt = 'now\u0007'),
    'missing that is no hash': (told) => (told.missing = ['../..']),
  },
  'migrations that are not so': {
    'of a later version': (told) => told.migrations.push('plan/2099-01-01.sql'),
    'of another folder': (told) => told.migrations.push('../../tmp/2026-01-01.sql'),
    'of signs': (told) => told.migrations.push('plan/2026-01-01\u001b[2J.sql'),
    none: (told) => (told.migrations = []),
    'without the first': (told) => told.migrations.shift(),
    'without the last, of which the rows tell': (told) => told.migrations.pop(),
    'other ones in the rows': (_, parts) => {
      const part = partNamed(parts, 'platform.migration')
      part.content = Buffer.from(String(part.content).replace(/^[^\t]+/, 'plan/2099-01-01.sql'))
    },
  },
  'rows that do not fit': {
    nonsense: (_, parts) => (partNamed(parts, 'access.account').content = Buffer.from('not a row\n')),
    'of too few columns': (_, parts) => {
      const part = partNamed(parts, 'access.account')
      part.content = Buffer.from(String(part.content).replace(/\t[^\t]*\n/, '\n'))
    },
    'that end before their end': (_, parts) => {
      const part = partNamed(parts, 'access.account')
      part.content = Buffer.concat([Buffer.from('\\.\n'), part.content])
    },
    'that belong to nobody': (_, parts) => {
      const part = partNamed(parts, 'access.role_grant')
      part.content = Buffer.from(
        String(part.content).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (_, __, at) =>
          at === 0 ? '00000000-0000-7000-8000-000000000001' : '00000000-0000-7000-8000-000000000002',
        ),
      )
    },
    'in no encoding': (_, parts) =>
      (partNamed(parts, 'access.account').content = Buffer.from([0xff, 0xfe, 10])),
  },
}

for (const [kind, variants] of Object.entries(kinds))
  test(`refused, and nothing done: ${kind}`, async () => {
    for (const [variant, change] of Object.entries(variants))
      await mustBeRefused(`${kind}, ${variant}`, await forged(change))
  })

test('refused, and nothing done: a list of contents that is none', async () => {
  const lists = ['', 'x', 'null', '[]', '7', '{"format":1}', `{"format":1,"tables":${'['.repeat(5000)}`]
  for (const text of [...lists, '{"__proto__":{"format":1}}', '{"format":2,"version":"\\u001b[2J"}'])
    await mustBeRefused(text.slice(0, 40), await written(tarOf([...whole, last(text)])))
  await mustBeRefused('none', await written(tarOf(whole)))
  const told = { ...manifest, parts: vouchedFor(whole) }
  await mustBeRefused('before all', await written(tarOf([last(told), ...whole])))
  await mustBeRefused('nothing at all', await written([]))
  await mustBeRefused('not packed further', await written([Buffer.from('no tar')]))
  await mustBeRefused(
    'more after the end',
    await written([...tarOf([...whole, last(told)]), Buffer.from('x')]),
  )
})

test('refused before it fills the memory: what swells', async () => {
  const zeros = Buffer.alloc(4 * 1024 * 1024)
  const many = (n: number) => Array.from({ length: n }, () => zeros)
  function* swelling(head: Part, n: number) {
    const [first] = tarOf([head])
    yield first
    yield* many(n)
  }
  const table = { ...partOf('tables/access.account/000001', ''), size: zeros.length * 100 }
  await mustBeRefused('one part', await written(swelling(table, 100)), /a part is larger/)
  const longName = { ...partOf('././@LongLink', ''), type: 'L', size: zeros.length * 100 }
  await mustBeRefused('a long name', await written(swelling(longName, 100)))
  const list = { ...partOf('manifest.json', ''), size: zeros.length * 100 }
  await mustBeRefused('the list of contents', await written(swelling(list, 100)))
  const parts = many(100).map((content, at) => ({
    name: `tables/access.account/${String(at + 1).padStart(6, '0')}`,
    content,
  }))
  await mustBeRefused('many parts', await written(tarOf(parts)), /unpacked it is larger/)
  await mustBeRefused('zeros after the end', await written([...tarOf(whole), ...many(100)]))
})

test('the same backup as it was written comes whole', async () => {
  const dataFolder = mkdtempSync(join(folder, 'data-'))
  const file = await forged(() => {})
  await restoreFrom({ database: place, dataFolder }, file)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from access.account`.execute(
    place.kysely,
  )
  assert.equal(rows[0].n, tableNamed(manifest, 'access.account').rows)
})
