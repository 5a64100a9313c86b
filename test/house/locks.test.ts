// Advisory locks stand in one list, and are taken by statements of their own.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Visitor } from 'vite'
import { nameOf } from '../../src/app/build/sources.ts'
import { locks } from '../../src/platform/locks.ts'
import { asProgram, type Fn, functions, meant } from './calls.ts'
import { type File, hold, holdRule, product } from './house.ts'
import { textsOf } from './names.ts'

const list = 'platform/locks.ts'

/** The texts of a file that name an advisory lock. */
const takenBy = (file: File): string[] => textsOf(file).filter((text) => /advisory/i.test(text))

test('34: no number is used for two locks', () => {
  const numbers = Object.values(locks)
  assert.ok(numbers.length >= 9, `only ${numbers.length} locks were seen`)
  assert.equal(new Set(numbers).size, numbers.length)
})

test('no lock is taken past the list', () => {
  assert.ok(product.some((file) => file.inside === list && takenBy(file).length > 4))
  hold(product.filter((file) => file.inside !== list && takenBy(file).length > 0).map(({ inside }) => inside))
})

const reading = (file: File): string[] =>
  takenBy(file)
    .filter((text) => /\bpg_(?:try_)?advisory/i.test(text) && /\b(?:from|join|update|into)\b/i.test(text))
    .map(() => `${file.inside} reads as it locks`)

test('a lock is a statement of its own: none that takes one reads a table', () => {
  hold(product.flatMap(reading))
})

test('a lock is seen, however it is written', () => {
  holdRule(takenBy, 'plan/lines/trick.ts', {
    tricks: [
      'sql`select pg_advisory_xact_lock(4756)`',
      "sql.raw('select pg_adv' + 'isory_xact_lock(4756)')",
      "sql`select pg_§{sql.raw('advisory_xact_lock')}(4756)`",
      "sql.raw(['select PG_ADVISORY_LOCK(1)', a].join())",
    ].map((text) => text.replace('§', '$')),
    sound: ["lock(db, 'tree')"],
  })
  holdRule(reading, 'platform/locks.ts', {
    tricks: ['sql`select pg_advisory_xact_lock(4756), count(*) from plan.plan`'],
    sound: [
      'sql`select pg_advisory_xact_lock(4756)`',
      "sql`select 1 from pg_locks where locktype = 'advisory'`",
    ],
  })
})

const slow =
  /^node:(fs|fs\/promises|child_process|zlib|stream)$|^(csv-parse|fflate|tar-stream|write-excel-file|yazl)/
/** What a file has from packages that read, write or parse files. */
const slowNames = new Map(
  product.map((file) => [
    file.inside,
    new Set(
      file.program.body.flatMap((node) =>
        node.type === 'ImportDeclaration' && slow.test(node.source.value)
          ? node.specifiers.map(({ local }) => local.name)
          : [],
      ),
    ),
  ]),
)
/** Files kept under their content, wherever the room has them from. */
const isOfFiles = /(^|\.)files\.(keep|read|sweep)$/

type Step = { fn: Fn | undefined; isFileWork: boolean }
/** What a function calls, in the order in which it is written. */
function stepsOf({ file, node }: Fn): Step[] {
  const steps: (Step & { start: number })[] = []
  new Visitor({
    CallExpression({ callee, start }) {
      const name = nameOf(callee)
      const isFileWork = slowNames.get(file.inside)?.has(name.split('.')[0]) || isOfFiles.test(name)
      steps.push({ fn: meant(file, name), isFileWork, start })
    },
  }).visit(asProgram(node))
  return steps.sort((a, b) => a.start - b.start)
}
const steps = new Map(functions.map((fn) => [fn, stepsOf(fn)]))

/** The functions that do such a thing, by themselves or by what they call. */
function reaching(does: (fn: Fn) => boolean): Set<Fn> {
  const found = new Set(functions.filter(does))
  for (let size = -1; size !== found.size; ) {
    size = found.size
    for (const fn of functions)
      if (!isFirst(fn) && steps.get(fn)?.some((step) => step.fn && found.has(step.fn))) found.add(fn)
  }
  return found
}

/** Takes the tree where there is none yet: nobody is there who would wait. */
const isFirst = ({ name, file }: Fn) =>
  name === 'ensureNation' && file.inside === 'registry/places/actions.ts'

test('whoever has the tree of places alone reads, writes and parses no file until the end', () => {
  const locking = reaching(({ name, file }) => name === 'lockTree' && file.inside === 'registry/queries.ts')
  const working = reaching((fn) => steps.get(fn)?.some((step) => step.isFileWork) ?? false)
  assert.ok(locking.size > 8 && working.size > 20, `${locking.size} lock, ${working.size} work with files`)
  hold(
    functions
      .filter((fn) => {
        const all = steps.get(fn) ?? []
        const first = all.findIndex((step) => step.fn && locking.has(step.fn))
        return (
          first >= 0 &&
          all.slice(first + 1).some((step) => step.isFileWork || (step.fn && working.has(step.fn)))
        )
      })
      .map(({ file, name }) => `${file.inside} ${name}`),
  )
})

test('nothing of what is sent together with other things is a lock: the list gives no part of a statement', () => {
  const file = product.find(({ inside }) => inside === list)
  const given = [...(file?.text.matchAll(/^export (?!const locks\b|async function )(.+)$/gm) ?? [])]
  hold(given.map(([, what]) => `${list} gives ${what}`))
})
