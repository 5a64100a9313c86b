// Who writes which schema, and what a migration may do.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { type ESTree, Visitor } from 'vite'
import { literal, nameOf } from '../../src/app/build/sources.ts'
import { type File, hold, product, source } from './house.ts'

const schemaOf = (room: string) => room.replace(/-/g, '_')
const built = /^(?:insertInto|updateTable|deleteFrom|mergeInto)$/
/** What is filled in stands as `?`. */
const raw =
  /\b(?:insert\s+into|(?<!\b(?:for|do|no key)\s+)update|delete\s+from|truncate|merge\s+into)\s+(?:only\s+)?("?[a-z_]+"?\.|\?)/gi

/** The schemas that a file writes; `?` is one that is known only when it runs. */
function writtenBy({ program }: File): string[] {
  const found: string[] = []
  const lists = new Map<string, readonly (ESTree.Node | null)[]>()
  const tell = (table: ESTree.Node | null | undefined): void => {
    if (table?.type === 'Identifier' && lists.has(table.name))
      for (const one of lists.get(table.name) ?? []) tell(one)
    else if (table?.type === 'TemplateLiteral') found.push(schemaIn(table.quasis[0].value.raw))
    else found.push(schemaIn((table && literal(table)) ?? ''))
  }
  const inSql = (text: string) => {
    for (const [, table] of text.matchAll(raw)) found.push(schemaIn(table.replace(/"/g, '')))
  }
  new Visitor({
    Literal: ({ value }) => void (typeof value === 'string' && inSql(value)),
    TemplateLiteral: ({ quasis }) => inSql(quasis.map(({ value }) => value.raw).join('?')),
    ForOfStatement({ left, right }) {
      const list = right.type === 'TSAsExpression' ? right.expression : right
      const [name] = left.type === 'VariableDeclaration' ? left.declarations : []
      if (list.type === 'ArrayExpression') lists.set(nameOf(name?.id), list.elements)
    },
    CallExpression({ callee, arguments: [table] }) {
      if (callee.type === 'MemberExpression' && built.test(nameOf(callee.property))) tell(table)
    },
  }).visit(program)
  return found
}

const schemaIn = (table: string): string => /^([a-z_]+)\./.exec(table)?.[1] ?? '?'

test('only the owner writes a schema', () => {
  let seen = 0
  // The bench fills a database of its own, and removes it.
  const held = product.filter(({ inside }) => !inside.startsWith('app/bench/'))
  const wrong = held.flatMap((file) =>
    writtenBy(file).flatMap((schema) => {
      seen += 1
      return schema === schemaOf(file.room) ? [] : [`${file.inside} writes ${schema}`]
    }),
  )
  assert.ok(seen > 200, `only ${seen} writes were seen`)
  hold(wrong, [
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

test('a migration makes only its own room', () => {
  assert.ok(migrations.length >= 20, `only ${migrations.length} migrations were seen`)
  hold(
    migrations.flatMap(({ path, room, text }) =>
      [...text.matchAll(/create table (?:if not exists )?([a-z_]+)\./g)].flatMap(([, schema]) =>
        schema === schemaOf(room) ? [] : [`${path} makes a table of ${schema}`],
      ),
    ),
  )
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
