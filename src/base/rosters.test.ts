import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { unseenSigns } from '../../test/unseen.ts'
import {
  closingFindings,
  floorOf,
  type Group,
  mayAlsoBeNamed,
  mayClose,
  mayStandTogether,
  questionKeys,
} from './rosters.ts'
import { apart, fewest, mayDiffer } from './shares.ts'

/** How many of `one` are not in `other`. */
const alone = <T>(one: Iterable<T>, other: Iterable<T>) => {
  const there = new Set(other)
  return [...one].filter((person) => !there.has(person)).length
}
const differFine = <T>(one: readonly T[], other: readonly T[]) =>
  [alone(one, other), alone(other, one)].every((by) => mayDiffer(by, Math.max(one.length, other.length)))

test('a figure needs half of the roster, and never fewer than five', () => {
  assert.deepEqual([5, 9, 10, 11, 24, 25, 125].map(floorOf), [5, 5, 5, 6, 12, 13, 63])
})

test('a closing time lies ahead, within reach, and never moves back', () => {
  const at = (minutes: number) => new Date(Date.UTC(2026, 10, 28, 8, minutes))
  const codes = (closesAt: Date, stands?: Date) =>
    closingFindings(closesAt, at(0), stands).map(({ code }) => code)
  assert.deepEqual(codes(at(20)), [])
  assert.deepEqual(codes(at(0)), ['past'])
  assert.deepEqual(codes(at(-1)), ['past'])
  assert.deepEqual(codes(at(93 * 24 * 60)), ['far'])
  assert.deepEqual(codes(at(30), at(20)), [])
  assert.deepEqual(codes(at(20), at(20)), [])
  assert.deepEqual(codes(at(19), at(20)), ['shorter'])
})

test('nobody chooses the moment: it closes at its time, or when nobody is left who could answer', () => {
  const closesAt = new Date(Date.UTC(2026, 10, 28, 8))
  const ends = (now: Date, answered: number) => mayClose({ closesAt, now, answered, of: 8 })
  assert.equal(ends(new Date(closesAt.getTime() - 1), 7), false)
  assert.equal(ends(new Date(closesAt.getTime() - 1), 8), true)
  assert.equal(ends(closesAt, 0), true)
})

const person = fc.integer({ min: 0, max: 30 })
const people = fc.uniqueArray(person, { maxLength: 25 })
/** A group with those who in fact answered. */
const asked = people.chain((all) =>
  fc.subarray(all).map((answered) => ({
    answered,
    group: { people: all.map(String), answered: answered.length } satisfies Group,
  })),
)

test('of any two groups told of one question, those in one and not in the other are nobody or far enough apart', () => {
  fc.assert(
    fc.property(fc.array(asked, { minLength: 2, maxLength: 6 }), (all) => {
      const told: typeof all = []
      for (const one of all)
        if (one.answered.length >= fewest && told.every(({ group }) => mayStandTogether(one.group, group)))
          told.push(one)
      for (const one of told)
        for (const other of told) {
          // Of groups that share nobody nothing is subtracted.
          if (alone(one.answered, other.answered) < one.answered.length)
            assert.ok(differFine(one.answered, other.answered), JSON.stringify(told))
        }
    }),
    { numRuns: 3000 },
  )
})

test('the same people again, others, or many more may be asked the same; a few more may not', () => {
  const group = (from: number, to: number, answered = to - from): Group => ({
    people: Array.from({ length: to - from }, (_, n) => String(from + n)),
    answered,
  })
  const table: [Group, Group, boolean][] = [
    [group(0, 5), group(0, 5), true],
    [group(0, 5), group(0, 6), false],
    [group(0, 30), group(0, 29), false],
    [group(0, 30), group(0, 25), false],
    [group(0, 30), group(0, 21), false],
    [group(0, 30), group(0, 20), true],
    [group(0, 25), group(5, 25), false],
    [group(0, 25), group(9, 25), true],
    [group(0, 30), group(30, 60), true],
    [group(0, 30), group(27, 60), true],
    [group(0, 30), group(10, 40), true],
    [group(0, 30), group(9, 39), false],
    [group(0, 6), group(3, 9), false],
    // Some did not answer: who, nobody knows.
    [group(0, 30, 29), group(0, 30, 29), false],
    [group(0, 30, 29), group(0, 30), false],
    [group(0, 30, 20), group(100, 130, 20), true],
    // However few by name: nobody answered both.
    [group(0, 3), group(10, 30), true],
    [group(0, 3), group(2, 30), false],
    // More answers than people who could have given them: it is not known who they were.
    [{ people: [], answered: 8 }, group(0, 30), false],
  ]
  for (const [one, other, may] of table) {
    assert.equal(mayStandTogether(one, other), may)
    assert.equal(mayStandTogether(other, one), may)
  }
})

test('by name is asked only what leaves enough of those told of without names, however many answer again', () => {
  const groups = asked.filter(({ answered }) => answered.length >= fewest)
  fc.assert(
    fc.property(groups, people, fc.infiniteStream(fc.boolean()), ({ answered, group }, named, answers) => {
      if (!mayAlsoBeNamed(group, named.map(String))) return
      const byName = named.filter(() => answers.next().value)
      assert.ok(alone(answered, byName) >= apart(answered.length))
    }),
  )
  const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => String(from + n))
  assert.equal(mayAlsoBeNamed({ people: ids(0, 9), answered: 9 }, ids(4, 9)), false)
  assert.equal(mayAlsoBeNamed({ people: ids(0, 10), answered: 10 }, ids(5, 30)), false)
  assert.equal(mayAlsoBeNamed({ people: ids(0, 10), answered: 10 }, ids(6, 30)), true)
  assert.equal(mayAlsoBeNamed({ people: ids(0, 30), answered: 10 }, ids(0, 6)), false)
})

test('a question is the same whatever its spaces, case, width and punctuation, in any language', () => {
  const asks = (zh: string, en: string, right = { zh: '', en: '' }) =>
    questionKeys({ text: { zh, en }, right })
  const same = (one: string[], other: string[]) => one.some((key) => other.includes(key))
  const base = asks('退社是否自由？', 'May members leave?', { zh: '随时自由退社', en: 'freely' })
  const again = [
    asks('退社 是否自由', ''),
    asks('退社是否自由?', 'Something else'),
    asks('', 'MAY  members leave'),
    asks('', '“May members—leave”'),
    asks('Ｍａｙ ｍｅｍｂｅｒｓ ｌｅａｖｅ？', ''),
    asks('换个说法', 'put otherwise', { zh: '随时自由退社。', en: '' }),
    asks('换个说法', 'put otherwise', { zh: '', en: ' Freely! ' }),
    asks('退\u200b社是否自由', ''),
    // Cyrillic and Greek letters that look the same.
    asks('', 'M\u0430y m\u0435mb\u0435rs l\u0435\u0430ve?'),
    asks('', 'May members le\u03b1ve?'),
    // Armenian, Cherokee, Lisu and Coptic ones, capitals and small.
    asks('', 'May memb\u{13AC}rs leave?'),
    asks('', 'May members \u{13DE}eave?'),
    asks('', '\u{13B7}\u{13AA}\u{13A9} \u{13B7}\u{13AC}\u{13B7}\u{13F4}\u{13AC}\u{13D2}\u{13DA} leave?'),
    asks('', '\u{a4df}ay members leave?'),
    asks('', 'May members leave?'.replace('e', '\u{ab7c}')),
    asks('', '\u{2c98}ay members leave?'),
    // Letters and marks that no font draws.
    ...unseenSigns.flatMap((sign) => [
      asks(`退社${sign}是否自由？${sign}`, ''),
      asks('', `${sign}May membe${sign}rs leave?`),
      asks('另一问', 'another', { zh: `随时自由退社${sign}`, en: '' }),
    ]),
  ]
  for (const one of again) assert.ok(same(base, one), JSON.stringify(one))
  for (const other of [
    asks('入社是否自由？', 'May members join?'),
    asks('', '', { zh: '退社是否自由', en: '' }),
    asks('不一样', 'different', { zh: '不能自由退社', en: 'not freely' }),
    // Many questions have this answer.
    asks('有否', 'is there?', { zh: '有', en: 'yes' }),
  ])
    assert.ok(!same(base, other), JSON.stringify(other))
  assert.ok(!same(asks('一', 'one', { zh: '是', en: 'yes' }), asks('二', 'two', { zh: '是', en: 'yes' })))
  // Signs alone are told apart all the same.
  assert.ok(!same(asks('+', ''), asks('-', '')))
  assert.ok(same(asks('+', ''), asks('\u2800+\u200b\ufe0f ', '')))
  // An accent is an accent, whatever was put between it and its letter.
  assert.ok(same(asks('', 'Café?'), asks('', 'Cafe\u034f\u0301?')))
  assert.deepEqual(asks(' ', ''), [])
})

test('a question is the same in signs that look alike: radicals, kana, figures beside letters', () => {
  const keys = (zh: string) => questionKeys({ text: { zh, en: '' }, right: { zh: '', en: '' } })
  const isSame = (one: string, other: string) => keys(one).some((key) => keys(other).includes(key))
  for (const [one, other] of [
    ['社长由谁选出？', '社⻓由谁选出？'],
    ['马车归谁？', '⻢⻋归谁？'],
    ['人民的力量', '⼈民的⼒量'],
    ['口号是什么', 'ロ号是什么'],
    ['工人入社', 'エ人入社'],
    ['一九五〇年', '一九五0年'],
    ['10 shares', 'lo shares'],
    ['10 shares', 'lο shares'],
  ])
    assert.ok(isSame(one, other), `${one} ${other}`)
  for (const [one, other] of [
    ['人口', '人工'],
    ['长江', '马江'],
    ['10 shares', '20 shares'],
  ])
    assert.ok(!isSame(one, other), `${one} ${other}`)
  // What was remembered before figures and radicals were read so is found again.
  assert.ok(keys('社长有 10 人？').includes('text:社长有10人'))
})
