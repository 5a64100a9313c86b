import assert from 'node:assert/strict'
import { test } from 'node:test'
import { choiceFindings } from '../../base/choices.ts'
import { bySection, marksOf, type PlanSection } from './rules.ts'

const section = (code: string): PlanSection => ({
  id: code,
  code,
  names: { zh: code, en: code },
  about: { zh: '', en: '' },
  retiredOn: null,
})

test('outlooks are told apart by what they begin with, as far as it takes', () => {
  for (const [names, marks] of [
    [
      ['Develop', 'Maintain', 'Restrict', 'Convert'],
      ['D', 'M', 'R', 'C'],
    ],
    [
      ['发展', '维持', '限制', '转业或淘汰'],
      ['发', '维', '限', '转'],
    ],
    [
      ['Reduce', 'Revive', 'Grow'],
      ['Red', 'Rev', 'G'],
    ],
    [
      ['Grow', 'Grow on'],
      ['Grow', 'Grow o'],
    ],
    [['𠮷利'], ['𠮷']],
    [[], []],
  ])
    assert.deepEqual(marksOf(names), marks)
})

test('lines stand in the order of the sections, those in none last; without sections they are one list', () => {
  const lines = [{ section: 'b' }, { section: null }, { section: 'a' }, { section: 'gone' }]
  const groups = (sections: PlanSection[], of: { section: string | null }[] = lines) =>
    bySection(of, sections).map((group) => [
      group.section?.code ?? null,
      group.lines.map((line) => line.section),
    ])
  assert.deepEqual(groups([section('a'), section('b'), section('empty')]), [
    ['a', ['a']],
    ['b', ['b']],
    [null, [null, 'gone']],
  ])
  assert.deepEqual(groups([], [{ section: null }]), [[null, [null]]])
  assert.deepEqual(groups([section('a')], []), [])
})

test('what a list offers is chosen from, and what stands already stays', () => {
  const list = [
    { code: 'grow', retiredOn: null },
    { code: 'close', retiredOn: '2026-01-01' },
  ]
  const codes = (chosen: string | null, standing: string | null, of = list) =>
    choiceFindings('/outlook', of, chosen, standing).map(({ code }) => code)
  assert.deepEqual(codes('grow', null), [])
  assert.deepEqual(codes(null, null), ['required'])
  assert.deepEqual(codes(null, 'close'), ['required'])
  assert.deepEqual(codes('close', null), ['unknown'])
  assert.deepEqual(codes('close', 'close'), [])
  assert.deepEqual(codes('other', null), ['unknown'])
  assert.deepEqual(codes(null, null, []), [])
  assert.deepEqual(codes('grow', null, []), ['unknown'])
  assert.deepEqual(codes(null, 'close', list.slice(1)), [])
})
