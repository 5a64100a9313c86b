// Where a period may lie among others.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type NestEntry, nestFindings } from './nesting.ts'
import { inNest, withParts } from './rules.ts'

const period = (id: string, fromOn: string, toOn: string, parentId: string | null = null) => ({
  id,
  programmeId: 'one',
  parentId,
  names: { zh: id, en: id },
  fromOn,
  toOn,
  state: 'open' as const,
})
const all = [
  period('q1', '1955-01-01', '1955-04-01', 'h1'),
  period('year', '1955-01-01', '1956-01-01'),
  period('h1', '1955-01-01', '1955-07-01', 'year'),
  period('h2', '1955-07-01', '1956-01-01', 'year'),
  period('january', '1955-01-01', '1955-02-01', 'q1'),
  period('next', '1956-01-01', '1957-01-01'),
]
const entry = (change: Partial<NestEntry>): NestEntry => ({
  id: null,
  programmeId: 'one',
  parentPeriodId: 'h2',
  fromOn: '1955-07-01',
  toOn: '1955-10-01',
  ...change,
})
const codes = (change: Partial<NestEntry>, among = all) =>
  nestFindings(entry(change), among).map(({ pointer, code }) => `${pointer} ${code}`)

test('a part lies within the longer period and is shorter, shares no day with another part, and not too deep', () => {
  const table: [string, Partial<NestEntry>, string[]][] = [
    ['a quarter', {}, []],
    ['of nothing longer', { parentPeriodId: null }, []],
    ['as long as the whole', { toOn: '1956-01-01' }, ['/parentPeriodId outside']],
    ['reaching out of it', { fromOn: '1955-06-01' }, ['/parentPeriodId outside']],
    ['of another programme', { programmeId: 'two' }, ['/parentPeriodId outside']],
    ['beside another part', { parentPeriodId: 'h1', fromOn: '1955-04-01', toOn: '1955-07-01' }, []],
    [
      'over another part',
      { parentPeriodId: 'h1', fromOn: '1955-03-01', toOn: '1955-07-01' },
      ['/fromOn overlap'],
    ],
    ['itself, as it was', { id: 'h1', parentPeriodId: 'year', fromOn: '1955-01-01', toOn: '1955-07-01' }, []],
    ['of itself', { id: 'h2', parentPeriodId: 'h2', toOn: '1956-01-01' }, ['/parentPeriodId outside']],
    [
      'of its own part',
      { id: 'year', parentPeriodId: 'h1', fromOn: '1955-01-01', toOn: '1956-01-01' },
      ['/parentPeriodId outside'],
    ],
    [
      'shorter than its parts',
      { id: 'year', parentPeriodId: null, fromOn: '1955-01-01', toOn: '1955-10-01' },
      ['/toOn parts'],
    ],
    ['four deep', { parentPeriodId: 'q1', fromOn: '1955-02-01', toOn: '1955-03-01' }, []],
  ]
  for (const [what, change, expected] of table) assert.deepEqual(codes(change), expected, what)
  const decade = period('decade', '1950-01-01', '1960-01-01')
  const deep = { id: 'year', parentPeriodId: 'decade', fromOn: '1955-01-01', toOn: '1956-01-01' }
  assert.deepEqual(codes(deep, [...all, decade]), ['/parentPeriodId deep'])
  const week = { parentPeriodId: 'january', fromOn: '1955-01-01', toOn: '1955-01-15' }
  assert.deepEqual(codes(week), ['/parentPeriodId deep'])
})

test('periods are listed each behind the one that it is a part of', () => {
  const listed = inNest(all).map(({ period: { id }, depth }) => `${id} ${depth}`)
  assert.deepEqual(listed, ['year 0', 'h1 1', 'q1 2', 'january 3', 'h2 1', 'next 0'])
  // One whose longer period the reader does not see stands by itself.
  assert.deepEqual(
    inNest(all.filter(({ id }) => id !== 'h1')).map(({ period: { id }, depth }) => `${id} ${depth}`),
    ['q1 0', 'january 1', 'year 0', 'h2 1', 'next 0'],
  )
  assert.deepEqual(
    withParts(all[1], all).map(({ id }) => id),
    ['year', 'h1', 'q1', 'january', 'h2'],
  )
})
