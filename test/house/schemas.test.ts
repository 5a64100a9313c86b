// Who writes which schema, and what a migration may do.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type File, hold, holdRule, migrations, order, product } from './house.ts'
import { textsOf } from './names.ts'
import { plainSql, writtenBy, writtenBySql } from './writes.ts'

const schemaOf = (room: string) => room.replace(/-/g, '_')
const foreign = (file: File): string[] =>
  writtenBy(file).flatMap((schema) =>
    schema === schemaOf(file.room) ? [] : [`${file.inside} writes ${schema}`],
  )

test('only the owner writes a schema', () => {
  // The bench fills a database of its own, and removes it.
  const held = product.filter(({ inside }) => !inside.startsWith('app/bench/'))
  const seen = held.flatMap(writtenBy)
  assert.ok(seen.length > 200, `only ${seen.length} writes were seen`)
  hold(held.flatMap(foreign), [
    // Of every room, as each declares it: what names an entry, what an emptied or a restored instance holds.
    'platform/naming.ts writes ?',
    'platform/backup/restore.ts writes ?',
    'app/instance/instance.ts writes ?',
  ])
})

test('a migration changes only its own room, and takes no lock', () => {
  assert.ok(migrations.length >= 20, `only ${migrations.length} migrations were seen`)
  const seen = migrations.flatMap(({ text }) => writtenBySql(text))
  assert.ok(seen.length > 200, `only ${seen.length} writes were seen`)
  hold(
    migrations
      // Those of the first day are applied, and never edited.
      .filter(({ day }) => day > '2026-11-24')
      .flatMap(({ path, room, text }) => [
        ...writtenBySql(text)
          .filter((schema) => schema !== schemaOf(room))
          .map((schema) => `${path} writes ${schema}`),
        ...(/advisory/i.test(text) ? [`${path} takes a lock`] : []),
      ]),
  )
})

test('it is seen which schema is written, however that is said', () => {
  holdRule(foreign, 'plan/lines/trick.ts', {
    tricks: [
      'db.insertInto("carry_out.report")',
      'db["insertInto"]("carry_out.report")',
      'db.insertInto(table)',
      'sql`update §{sql.table(table)} set a = 1`',
      'sql`INSERT\n INTO carry_out.report`',
      "sql.raw('insert ' + 'into carry_out.report')",
      "sql`insert §{sql.raw('into')} carry_out.report`",
      'sql`insert /* late */ into carry_out.report`',
      'sql`with x as (delete from "carry_out" . "report") select 1`',
      'sql`copy carry_out.report (a, b) from stdin`',
      'sql`alter table carry_out.report disable trigger all`',
      'sql`drop table if exists carry_out.report`',
      'sql`create unique index report_one on carry_out.report (id)`',
      'sql`create trigger late before insert or update on carry_out.report`',
      'sql`truncate table only carry_out.report`',
      'sql`select convene.drop_sums(§{ids})`',
      'db.fn("convene.drop_sums", [ids])',
    ].map((text) => text.replaceAll('§', '$')),
    sound: [
      'db.insertInto("plan.plan_line")',
      'sql`copy carry_out.report (a) to stdout`',
      'sql`select 1 from carry_out.report for update`',
      "t('Please update it. Or copy it. Then go on.')",
    ],
  })
})

/** What a migration makes that can be read, by name, and whose room it is of. */
const readable = new Map(
  migrations.flatMap(({ room, text }) =>
    [
      ...plainSql(text).matchAll(
        /create (?:or replace )?(?:table|(?:materialized )?view|function) ([a-z_]+\.\w+)/g,
      ),
    ].map(([, name]) => [name, room] as const),
  ),
)

/** What belongs to a room below in the order of rooms. */
const readBelow = (room: string, text: string): string[] =>
  [...plainSql(text).matchAll(/(?<![\w.])[a-z_]+\.\w+/g)].flatMap(([name]) => {
    const owner = readable.get(name)
    return owner && order.indexOf(owner) > order.indexOf(room) ? [name] : []
  })

const upwards = (file: File): string[] =>
  textsOf(file).flatMap((text) => readBelow(file.room, text).map((name) => `${file.inside} reads ${name}`))

test('SQL reads only what its own room holds, or one before it', () => {
  assert.ok(readable.size > 90, `only ${readable.size} tables were seen`)
  hold(product.flatMap(upwards))
  hold(
    migrations
      .filter(({ day }) => day >= '2026-11-30')
      .flatMap(({ path, room, text }) => readBelow(room, text).map((name) => `${path} reads ${name}`)),
  )
  assert.deepEqual(readBelow('convene', 'create view convene.a as select 1 from "plan" . plan_line'), [
    'plan.plan_line',
  ])
  holdRule(upwards, 'plan/lines/trick.ts', {
    tricks: [
      'sql`select 1 from carry_out.report`',
      'sql`select 1 from plan.plan_line join "carry_out"."report" as r on true`',
      "sql.raw('select 1 from carry_out' + '.report')",
      "db.selectFrom('carry_out.report as r')",
      "db.selectFrom('plan.plan_line').innerJoin('carry_out.report', 'a', 'b')",
    ],
    sound: [
      'sql`select 1 from registry.place join plan.plan_line as l on true`',
      "must(ctx.actor, 'report.change', [])",
    ],
  })
})

/** Statements that change more than one constraint: a cluster of servers takes them one by one. */
const crowded = (text: string): string[] =>
  text
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => /^alter\s+table/i.test(statement))
    .filter(
      (statement) =>
        [...statement.matchAll(/\b(?:add|drop|alter|validate|rename)\s+constraint\b/gi)].length > 1,
    )

test('a migration changes one constraint a statement', () => {
  const two = 'alter table plan.plan drop constraint a, add constraint b check (true)'
  assert.deepEqual(crowded(`create table a (b int, constraint c check (b > 0)); ${two};`), [two])
  hold(
    migrations
      .filter(({ day }) => day > '2026-11-27')
      .flatMap(({ path, text }) => crowded(text).map((statement) => `${path}: ${statement}`)),
  )
})
