// What others rely on, as it stands: the HTTP interface, the tables, the verbs of the journal. A change of any of them
// is seen in review; `npm test -- --update test/snapshots.test.ts` writes them anew.
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { kindWords, verbWords } from '../src/app/journal/words.ts'
import { emptyDatabase, type TestDatabase } from './database.ts'
import { described } from './snapshots/described.ts'
import { openTown, type Town } from './town.ts'

const at = (name: string) => join(import.meta.dirname, 'snapshots', name)
const asText = { serializers: [(value: unknown) => String(value)] }

let town: Town
let database: TestDatabase
before(async () => {
  town = await openTown()
  database = await emptyDatabase()
})
after(async () => {
  await town.close()
  await database.drop()
})

test('the description of the HTTP interface', async (t) => {
  const answer = await town.server.inject({ method: 'GET', url: '/api/openapi.json' })
  t.assert.fileSnapshot(described(answer.json()), at('openapi.txt'), asText)
})

test('the tables that the migrations make', async (t) => {
  t.assert.fileSnapshot(await schemaOf(database), at('schema.txt'), asText)
})

test('the verbs and kinds that the journal holds', (t) => {
  const list = (words: object) => Object.keys(words).sort().join('\n')
  t.assert.fileSnapshot(`verbs\n${list(verbWords)}\n\nkinds\n${list(kindWords)}\n`, at('journal.txt'), asText)
})

type Line = { line: string }
const own = sql`n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' and n.nspname <> 'public'`

/**
 * Every column, constraint, index, view, function and trigger, a line each, the same on every version of the server.
 */
async function schemaOf({ kysely }: TestDatabase): Promise<string> {
  const { rows } = await sql<Line>`
    select format('%s.%s %s %s%s%s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
      case when a.attnotnull then ' not null' else '' end,
      coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')) as line
    from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'v', 'm')
      join pg_namespace n on n.oid = c.relnamespace left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where ${own} and a.attnum > 0 and not a.attisdropped
    union all
    select format('%s.%s %s %s', n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid))
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where ${own} and k.contype <> 'n'
    union all
    select pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indrelid
      join pg_namespace n on n.oid = c.relnamespace where ${own}
    union all
    select format('%s.%s view %s', n.nspname, c.relname, md5(pg_get_viewdef(c.oid)))
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${own} and c.relkind in ('v', 'm')
    union all
    select format('%s.%s(%s) %s', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid), md5(p.prosrc))
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${own}
    union all
    select pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid
      join pg_namespace n on n.oid = c.relnamespace where ${own} and not t.tgisinternal`.execute(kysely)
  return `${rows
    .map(({ line }) => line)
    .sort()
    .join('\n')}\n`
}
