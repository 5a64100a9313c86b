// One word for one thing: what passes a door is called as the glossary in CONTRIBUTING.md says.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { nameOf } from '../../src/app/build/sources.ts'
import { deedsOf } from './asking.ts'
import { at, type File, hold, holdRule, product, root } from './house.ts'

/** A verb that is not used → the one that is. */
const instead = new Map(
  [
    ...readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8').matchAll(/^\| `(\w+)…` \|.*\| ([a-z, ]+) \|$/gm),
  ].flatMap(([, verb, others]) => others.split(', ').map((other) => [other, verb] as const)),
)

const exported = ({ program }: File) =>
  program.body.flatMap((node) => {
    const declared = node.type === 'ExportNamedDeclaration' ? node.declaration : null
    if (declared?.type === 'FunctionDeclaration')
      return [{ name: nameOf(declared.id ?? undefined), start: node.start }]
    if (declared?.type !== 'VariableDeclaration') return []
    return declared.declarations.map(({ id }) => ({ name: nameOf(id), start: node.start }))
  })

/** The names of a door, and of whatever other file of what it does. */
function passing(file: File) {
  if (/(^|[/-])(contract|actions|queries|jobs)\.ts$/.test(file.within)) return exported(file)
  const deeds = new Set(deedsOf(file).map(({ name }) => name))
  return exported(file).filter(({ name }) => deeds.has(name))
}
const misnamed = (file: File): string[] =>
  passing(file).flatMap(({ name, start }) => {
    const verb = instead.get(/^[a-z]+(?=[A-Z])/.exec(name)?.[0] ?? '')
    return verb ? [`${at(file, start)}: ${name} is called ${verb}…`] : []
  })

test('what passes a door is called by the verbs of the glossary', () => {
  assert.ok(instead.size > 8, 'the glossary was not read')
  assert.ok(product.flatMap(passing).length > 500)
  hold(product.flatMap(misnamed))
  const name = "import { must } from '../../access/rules.ts'; export const"
  holdRule(misnamed, 'convene/nominations/decisions.ts', {
    tricks: ['createSeat', 'deleteSeat'].map(
      (one) => `${name} ${one} = (ctx) => { must(ctx.actor, 'a', []); ctx.db.deleteFrom('convene.seat') }`,
    ),
    sound: [
      `${name} makeSeat = (ctx) => { must(ctx.actor, 'a', []); ctx.db.deleteFrom('convene.seat') }`,
      'export const createText = () => 1',
    ],
  })
})
