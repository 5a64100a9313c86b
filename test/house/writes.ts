// What writes, and which schema: by the builder, and by SQL however it is put together.
import { type ESTree, Visitor } from 'vite'
import { bare, literal, memberOf, nameOf } from '../../src/app/build/sources.ts'
import { asProgram, type Fn, namedIn, reason } from './calls.ts'
import { type File, migrations } from './house.ts'
import { textsOf } from './names.ts'

const built = /^(?:insertInto|updateTable|deleteFrom|mergeInto)$/
/** Whether a call writes, by the builder. */
export const isBuilt = ({ callee }: ESTree.CallExpression): boolean => built.test(memberOf(callee))
/** What is filled in stands as `?`. */
const thing = '(?:unlogged |or replace )?(?:table|view|index|sequence|function|type)(?: if (?:not )?exists)?'
const raw = new RegExp(
  `\\b(?:insert into|(?<!\\b(?:for|do|no key) )update|delete from|truncate(?: table)?|merge into|copy(?! [a-z_.?]+(?: \\([^)]*\\))? to )|lock table` +
    `|(?:create|alter|drop) ${thing}|create (?:unique )?index [a-z_]+ on|trigger [a-z_]+ [a-z, ]+ on` +
    `|comment on [a-z]+)(?: only)? (?:([a-z_]+)\\.(?=[a-z_?])|(\\?))`,
  'g',
)

/** SQL in one line of small letters, without quotes and what is said about it. */
export const plainSql = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\/\*[\s\S]*?\*\/|--.*$/gm, ' ')
    .replace(/"/g, '')
    .replace(/\s+\.\s*/g, '.')
    .replace(/\s+/g, ' ')

const statements = (plain: string): string[] =>
  [...plain.matchAll(raw)].map(([, schema, open]) => schema ?? open)
const called = (plain: string, names: readonly string[]): string[] =>
  names.filter((name) => new RegExp(`(?<![\\w.])${name}(?= ?\\(|$)`).test(plain))

/** The functions of the database that write, by themselves or by others. */
const writing: string[] = []
const bodies = migrations.flatMap(({ text }) => [
  ...plainSql(text).matchAll(/create (?:or replace )?function ([a-z_]+\.\w+) ?\([^$]*(\$\w*\$)(.*?)\2/g),
])
for (let before = -1; before < writing.length; ) {
  before = writing.length
  for (const [, name, , body] of bodies)
    if (!writing.includes(name) && (statements(body).length > 0 || called(body, writing).length > 0))
      writing.push(name)
}

/** The schemas that SQL writes; `?` is one that is known only when it runs. */
export function writtenBySql(text: string): string[] {
  const plain = plainSql(text)
  return [...statements(plain), ...called(plain, writing).map(schemaIn)]
}

const schemaIn = (table: string): string => /^([a-z_]+)\./.exec(table)?.[1] ?? '?'

/** The schemas that a file, or a piece of one, writes. */
export function writtenBy(code: { program: ESTree.Program }): string[] {
  const found = textsOf(code).flatMap(writtenBySql)
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
    CallExpression(node) {
      if (isBuilt(node)) tell(node.arguments[0])
    },
  }).visit(code.program)
  return found
}

const known = new Map<Fn, boolean>()
/**
 * Whether a function writes: by itself, by what its file keeps for it, or by what leaves the asking to whoever calls
 * it.
 */
export function writes(fn: Fn): boolean {
  const found = known.get(fn)
  if (found !== undefined) return found
  known.set(fn, false)
  const does =
    writtenBy({ program: asProgram(fn.node) }).length > 0 ||
    [...fn.calls].some((one) =>
      one.file === fn.file && !one.isExported ? writes(one) : reason.test(one.comment),
    )
  known.set(fn, does)
  return does
}

const changing = new Map<Fn, boolean>()
/** Whether something is written in the end, wherever that stands. */
export function changes(fn: Fn): boolean {
  const found = changing.get(fn)
  if (found !== undefined) return found
  changing.set(fn, false)
  const does = changesIn(fn.file, fn.node)
  changing.set(fn, does)
  return does
}

/** Whether a piece of code writes, by itself or by what it calls. */
export const changesIn = (file: File, node: ESTree.Node): boolean =>
  writtenBy({ program: asProgram(node) }).length > 0 || [...namedIn(file, node)].some(changes)
