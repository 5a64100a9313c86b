// What every file keeps to, and that the pages about the house tell of files that are there.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { test } from 'node:test'
import { Visitor } from 'vite'
import { nameOf } from '../../src/app/build/sources.ts'
import { everything, hold, product, root } from './house.ts'

test('nine files in ten are within 220 lines, and none is over 400', () => {
  const sizes = product.map((file) => [file.inside, file.text.split('\n').length - 1] as const)
  hold(sizes.flatMap(([file, lines]) => (lines > 400 ? [`${file} has more than 400 lines`] : [])))
  const long = sizes.filter(([, lines]) => lines > 220)
  assert.ok(10 * long.length <= sizes.length, `${long.length} of ${sizes.length} files are over 220 lines`)
})

test('a file gives out what it holds, by name: no barrel, no default', () => {
  let seen = 0
  const wrong = product.flatMap((file) =>
    file.program.body.flatMap((node) => {
      if (node.type === 'ExportAllDeclaration') return [`${file.inside} gives on ${node.source.value}`]
      if (node.type === 'ExportDefaultDeclaration') return [`${file.inside} has a default`]
      if (node.type !== 'ExportNamedDeclaration') return []
      seen += 1
      return node.source ? [`${file.inside} gives on ${node.source.value}`] : []
    }),
  )
  assert.ok(seen > 1500, `only ${seen} exports were seen`)
  hold(wrong)
})

test('nothing is left to do', () => {
  const marks = /\b(?:TODO|FIXME|XXX|HACK)\b/
  const left = everything.flatMap(({ path, program, comments }) => {
    const found = comments.filter(({ value }) => marks.test(value)).map(({ value }) => value)
    new Visitor({
      CallExpression({ callee }) {
        const name = nameOf(callee)
        if (/^(?:test|it|describe)\.(?:skip|only|todo)$/.test(name)) found.push(name)
      },
    }).visit(program)
    return found.map((one) => `${relative(root, path)}: ${one.trim()}`)
  })
  assert.ok(everything.length > product.length + 100, `only ${everything.length} files were seen`)
  assert.deepEqual(left, [])
})

test('the paths that ARCHITECTURE.md, CONTRIBUTING.md and the readme name exist', () => {
  for (const name of ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'README.md']) {
    const text = readFileSync(join(root, name), 'utf8')
    const paths = [...text.matchAll(/`((?:src|test|packs|docs|bin)\/[\w./-]*)`/g)].map((m) => m[1])
    if (name === 'ARCHITECTURE.md') assert.ok(paths.length >= 15, `only ${paths.length} paths were seen`)
    for (const path of paths) assert.ok(existsSync(join(root, path)), `${name} names ${path}`)
  }
})
