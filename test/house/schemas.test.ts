// Who writes which schema, and what a migration may do.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { type ESTree, Visitor } from 'vite'
import { bare, literal, memberOf, nameOf } from '../../src/app/build/sources.ts'
import { type File, hold, holdRule, product, source } from './house.ts'
import { textsOf } from './names.ts'

const schemaOf = (room: string) => room.replace(/-/g, '_')
const built = /^(?:insertInto|updateTable|deleteFrom|mergeInto)$/
/** What is filled in stands as `?`. */
const thing = '(?:unlogged |or replace )?(?:table|view|index|sequence|function|type)(?: if (?:not )?exists)?'
const raw = new RegExp(
  `\\b(?:insert into|(?<!\\b(?:for|do|no key) )update|delete from|truncate(?: table)?|merge into|copy(?! [a-z_.?]+(?: \\([^)]*\\))? to )|lock table` +
    `|(?:create|alter|drop) ${thing}|create (?:unique )?index [a-z_]+ on|trigger [a-z_]+ [a-z, ]+ on` +
    `|comment on [a-z]+)(?: only)? (?:([a-z_]+)\\.(?=[a-z_?])|(\\?))`,
  'g',
)

/** The schemas that SQL writes; `?` is one that is known only when it runs. */
function writtenBySql(text: string): string[] {
  const plain = text
    .toLowerCase()
    .replace(/\/\*[\s\S]*?\*\/|--.*$/gm, ' ')
    .replace(/"/g, '')
    .replace(/\s+\.\s*/g, '.')
    .replace(/\s+/g, ' ')
  return [...plain.matchAll(raw)].map(([, schema, open]) => schema ?? open)
}

/** The schemas that a file writes. */
function writtenBy(file: File): string[] {
  const found = textsOf(file).flatMap(writtenBySql)
  const lists = new Map<string, readonly (ESTree.Node | null)[]>()
  const tell = (table: ESTree.Node | null | undefined): void => {
    if (table?.type === 'Identifier' && lists.has(table.name))
      for (const one of lists.get(table.name) ?? []) tell(one)
    else if (table?.type === 'TemplateLiteral') found.push(schemaIn(table.quasis[0].value.raw))
    else found.push(schemaIn((table && literal(table)) ?? ''))
  }
  new Visitor({
    ForOfStatement({ left, right }) {
      const list = bare(right)
      const [name] = left.type === 'VariableDeclaration' ? left.declarations : []
      if (list.type === 'ArrayExpression') lists.set(nameOf(name?.id), list.elements)
    },
    CallExpression({ callee, arguments: [table] }) {
      if (built.test(memberOf(callee))) tell(table)
    },
  }).visit(file.program)
  return found
}

const schemaIn = (table: string): string => /^([a-z_]+)\./.exec(table)?.[1] ?? '?'

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

const migrations = globSync('*/migrations/*.sql', { cwd: source }).map((path) => ({
  path,
  room: path.split('/')[0],
  day: basename(path).slice(0, 10),
  text: readFileSync(join(source, path), 'utf8').replace(/--.*$/gm, ''),
}))

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
    ].map((text) => text.replaceAll('§', '$')),
    sound: [
      'db.insertInto("plan.plan_line")',
      'sql`copy carry_out.report (a) to stdout`',
      'sql`select 1 from carry_out.report for update`',
      "t('Please update it. Or copy it. Then go on.')",
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
