import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newId } from '../base/ids.ts'
import { fill, type Params } from '../base/words.ts'
import { classFindings, dateFindings, sayPeriod } from './classes/rules.ts'
import { lastFullDay, type Sat } from './nominations/rules.ts'
import { cellKey, seatFindings } from './seats/rules.ts'
import { clashesOf, clock, readClock, sessionFindings } from './sessions/rules.ts'

const names = { zh: '训练班', en: 'Class' }
const draft = {
  names,
  startsSaid: '1954-02-mid',
  endsSaid: '1954-03-early',
  deadlineSaid: '1954-02-early',
  capacity: 20,
  postIds: [newId()],
  placeIds: [newId()],
  stages: [{ names }],
}
const codes = (found: { pointer: string; code: string }[]) => found.map((one) => `${one.pointer} ${one.code}`)

test('dates are refused only where no reading of their words is in order', () => {
  const table: [string, string, string | null, string[]][] = [
    ['1954-02-mid', '1954-03-early', '1954-02-early', []],
    ['1954-02-14', '1954-02-mid', null, []],
    ['1954-02', '1954-02-early', null, []],
    ['1954-03-early', '1954-02-mid', null, ['/endsSaid dates-order']],
    ['1954-02-late', '1954-02-mid', null, ['/endsSaid dates-order']],
    ['1954-02-mid', '1954-03', '1954-02-late', ['/deadlineSaid dates-order']],
    ['1954-13', '1954-02-30', null, ['/startsSaid no-date', '/endsSaid no-date']],
  ]
  for (const [startsSaid, endsSaid, deadlineSaid, expected] of table) {
    assert.deepEqual(
      codes(dateFindings({ startsSaid, endsSaid, deadlineSaid })),
      expected,
      `${startsSaid} ${endsSaid}`,
    )
  }
})

test('a class without a name, a place or a post is refused with all reasons at once', () => {
  assert.deepEqual(classFindings(draft), [])
  const bare = {
    ...draft,
    names: { zh: '训练班', en: ' ' },
    placeIds: [],
    postIds: [],
    stages: [{ names: { zh: '', en: '' } }],
  }
  assert.deepEqual(codes(classFindings(bare)), [
    '/names/en empty',
    '/placeIds empty',
    '/postIds empty',
    '/stages/0/names/zh empty',
    '/stages/0/names/en empty',
  ])
})

const cells = [
  { placeId: 'a', postId: 'p', seats: 2, accepted: 2 },
  { placeId: 'a', postId: 'q', seats: 1, accepted: 0 },
  { placeId: 'b', postId: 'p', seats: 3, accepted: 1 },
]

test('seats fall neither below the accepted nor rise above what the class holds', () => {
  const now = { state: 'preparing' as const, capacity: 7, cells }
  const change = (seats: number, cell = cells[0]) =>
    seatFindings({ cells: [{ ...cell, seats }], reason: '' }, now)
  assert.deepEqual(codes(change(3)), [])
  assert.deepEqual(codes(change(1)), ['/cells/0/seats below-accepted'])
  assert.deepEqual(codes(change(5)), ['/cells over-capacity'])
  assert.deepEqual(codes(change(1, { placeId: 'c', postId: 'p', seats: 0, accepted: 0 })), [
    '/cells/0/placeId unknown-place',
  ])
  assert.deepEqual(codes(change(1, { placeId: 'a', postId: 'z', seats: 0, accepted: 0 })), [
    '/cells/0/postId unknown-post',
  ])
})

test('once the notice is out a change of seats has a reason', () => {
  const now = { state: 'called' as const, capacity: 9, cells }
  const change = { cells: [{ ...cells[1], seats: 2 }], reason: '  ' }
  assert.deepEqual(codes(seatFindings(change, now)), ['/reason empty'])
  assert.deepEqual(seatFindings({ ...change, reason: 'Two more groups' }, now), [])
})

test('whatever is changed, what passes keeps every cell at or above its accepted and the total within the class', () => {
  const change = fc.array(
    fc.record({ at: fc.integer({ min: 0, max: 2 }), seats: fc.integer({ min: 0, max: 12 }) }),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  fc.assert(
    fc.property(change, (some) => {
      const sent = some.map(({ at, seats }) => ({
        placeId: cells[at].placeId,
        postId: cells[at].postId,
        seats,
      }))
      const found = seatFindings({ cells: sent, reason: 'x' }, { state: 'running', capacity: 10, cells })
      const after = new Map(cells.map((cell) => [cellKey(cell), cell.seats]))
      for (const cell of sent) after.set(cellKey(cell), cell.seats)
      const total = [...after.values()].reduce((a, b) => a + b, 0)
      const isSound = sent.every(
        (cell) => cell.seats >= (cells.find((c) => cellKey(c) === cellKey(cell))?.accepted ?? 0),
      )
      return (found.length === 0) === (isSound && total <= 10)
    }),
  )
})

const slot = (id: string, startsAt: number, endsAt: number, room = '大会场', presenter = '') => ({
  id,
  onDay: '1954-02-15',
  startsAt,
  endsAt,
  room: { zh: room, en: '' },
  presenters: presenter ? [{ names: { zh: presenter, en: '' }, organisationId: null, personId: null }] : [],
})

test('a room or a presenter taken twice at one time is named; one after the other is none', () => {
  const first = slot('1', 510, 690, '大会场', '白铁组')
  assert.deepEqual(clashesOf(slot('2', 690, 720), [first]), [])
  assert.deepEqual(clashesOf({ ...slot('2', 600, 720), onDay: '1954-02-16' }, [first]), [])
  assert.deepEqual(clashesOf(first, [first]), [])
  assert.deepEqual(clashesOf(slot('2', 600, 720, '各组'), [first]), [])
  assert.deepEqual(
    clashesOf(slot('2', 600, 720, '大会场', '白铁组'), [first]).map((one) => one.kind),
    ['room', 'presenter'],
  )
  assert.deepEqual(clashesOf(slot('2', 600, 720, ''), [slot('1', 510, 690, '')]), [])
})

test('a session lies within the days that the class can have, and ends after it begins', () => {
  const bounds = { firstDay: '1954-02-11', lastDay: '1954-03-10' }
  const session = { title: names, onDay: '1954-02-15', startsAt: 510, endsAt: 690, presenters: [] }
  assert.deepEqual(sessionFindings(session, bounds), [])
  assert.deepEqual(codes(sessionFindings({ ...session, onDay: '1954-03-11' }, bounds)), ['/onDay outside'])
  assert.deepEqual(codes(sessionFindings({ ...session, endsAt: 510 }, bounds)), ['/endsAt dates-order'])
})

test('times are read as they are written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1439 }), (minutes) => readClock(clock(minutes)) === minutes),
  )
  for (const text of ['', '8', '25:00', '08:60', '24:30', 'noon']) assert.equal(readClock(text), null, text)
  assert.equal(readClock('8：30'), 510)
})

test('a period names the year once where it is the same', () => {
  const say = (text: string, params?: Params) => fill(text, params)
  assert.equal(sayPeriod('1954-02-mid', '1954-03-early', 'en', say), 'mid-February to early March 1954')
  assert.equal(sayPeriod('1954-02', '1954-03', 'zh', say), '1954年2月 to 3月')
  assert.equal(sayPeriod('1954-02', '1954-03', 'es', say), 'febrero de 1954 to marzo de 1954')
  assert.equal(
    sayPeriod('1953-12-late', '1954-01-early', 'en', say),
    'late December 1953 to early January 1954',
  )
  assert.equal(sayPeriod('1954-07-late', '1954-07-late', 'en', say), 'late July 1954')
})

test('a seat is free from a day on if on no day more people would sit than there are seats', () => {
  const day = (n: number) => `1954-08-${String(n).padStart(2, '0')}`
  const sat = (fromOn: number, toOn: number | null): Sat => ({
    fromOn: day(fromOn),
    toOn: toOn === null ? null : day(toOn),
  })
  const free = (all: Sat[], seats: number, on: number) => lastFullDay(all, seats, day(on))
  assert.equal(free([sat(1, 5), sat(5, null)], 2, 3), null, 'one after the other hold one seat')
  assert.equal(free([sat(1, 5), sat(2, null)], 2, 3), day(4))
  assert.equal(free([sat(1, 5)], 1, 5), null)
  assert.equal(free([sat(1, 5)], 1, 4), day(4))
  assert.equal(free([sat(6, 8)], 1, 2), day(7), 'also later than the day itself')
  assert.equal(free([sat(4, 4)], 1, 1), null, 'whoever had the seat on no day')
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 9 })), { maxLength: 6 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 25 }),
      (drawn, seats, on) => {
        const all = drawn.map(([from, length]) => sat(from, from + length))
        const held = (n: number) => drawn.filter(([from, length]) => from <= n && n < from + length).length
        const full = Array.from({ length: 31 }, (_, n) => n + 1).filter((n) => n >= on && held(n) >= seats)
        assert.equal(free(all, seats, on), full.length > 0 ? day(Math.max(...full)) : null)
      },
    ),
  )
})
