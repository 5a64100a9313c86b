// One word for one thing: what passes a door is called as the glossary in CONTRIBUTING.md says.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { nameOf } from '../../src/app/build/sources.ts'
import { at, type File, hold, product, root } from './house.ts'

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

test('what passes a door is called by the verbs of the glossary', () => {
  assert.ok(instead.size > 8, 'the glossary was not read')
  const isDoor = ({ within }: File) => /(^|[/-])(contract|actions|queries|jobs)\.ts$/.test(within)
  const names = product.filter(isDoor).flatMap((file) => exported(file).map((one) => ({ ...one, file })))
  assert.ok(names.length > 500, `only ${names.length} names were seen`)
  hold(
    names.flatMap(({ name, start, file }) => {
      const verb = instead.get(/^[a-z]+(?=[A-Z])/.exec(name)?.[0] ?? '')
      return verb ? [`${at(file, start)}: ${name} is called ${verb}…`] : []
    }),
  )
})
