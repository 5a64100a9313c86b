// Advisory locks stand in one list, and are taken by statements of their own.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Visitor } from 'vite'
import { locks } from '../../src/platform/locks.ts'
import { type File, hold, product } from './house.ts'

const list = 'platform/locks.ts'

/** The texts of a file that name an advisory lock. */
function takenBy({ program }: File): string[] {
  const found: string[] = []
  const look = (text: string) => void (/advisory/.test(text) && found.push(text))
  new Visitor({
    Literal: ({ value }) => void (typeof value === 'string' && look(value)),
    TemplateLiteral: ({ quasis }) => look(quasis.map(({ value }) => value.raw).join('?')),
  }).visit(program)
  return found
}

test('no number is used for two locks', () => {
  const numbers = Object.values(locks)
  assert.ok(numbers.length >= 9, `only ${numbers.length} locks were seen`)
  assert.equal(new Set(numbers).size, numbers.length)
})

test('no lock is taken past the list', () => {
  assert.ok(product.some((file) => file.inside === list && takenBy(file).length > 4))
  hold(product.filter((file) => file.inside !== list && takenBy(file).length > 0).map(({ inside }) => inside))
})

test('a lock is a statement of its own: none that takes one reads a table', () => {
  const reading = /\b(?:from|join|update|into)\b/
  hold(
    product.flatMap((file) =>
      takenBy(file)
        .filter((text) => /\bpg_(?:try_)?advisory/.test(text) && reading.test(text))
        .map(() => `${file.inside} reads as it locks`),
    ),
  )
})

test('nothing of what is sent together with other things is a lock: the list gives no part of a statement', () => {
  const file = product.find(({ inside }) => inside === list)
  const given = [...(file?.text.matchAll(/^export (?!const locks\b|async function )(.+)$/gm) ?? [])]
  hold(given.map(([, what]) => `${list} gives ${what}`))
})
