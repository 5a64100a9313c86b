// The levels of places: what speaks against a change of them, and what texts call the places of each.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ownWordsOf } from './own-words.ts'
import { type LevelRow, levelFindings, mayStandUnder, type Tier, tiered } from './rules.ts'

const level = (code: string, places = 0, tier: Tier = 'above'): LevelRow => ({
  code,
  names: { zh: code, en: code },
  plural: { zh: code, en: `${code}s` },
  short: null,
  shortPlural: null,
  also: [],
  digits: null,
  tier,
  places,
})
const of = (codes: string, planning: string, places: Record<string, number> = {}) => {
  const list = codes.split(' ')
  return tiered(
    list.map((code) => level(code, places[code] ?? 0)),
    list.indexOf(planning),
  )
}
const found = (after: LevelRow[], before: LevelRow[], isPlanned = false) =>
  levelFindings(after, before, isPlanned).map(({ pointer, code }) => `${pointer} ${code}`)

test('what places of a level do follows from its place in the order', () => {
  assert.deepEqual(
    of('a b c d', 'c').map(({ tier }) => tier),
    ['above', 'above', 'planning', 'below'],
  )
  assert.deepEqual(
    of('a', 'a').map(({ tier }) => tier),
    ['planning'],
  )
})

test('levels change as long as no place and no plan rests on them', () => {
  const before = of('nation province county', 'county', { nation: 1, county: 3 })
  const cases: [codes: string, planning: string, isPlanned: boolean, found: string[]][] = [
    ['nation province county', 'county', true, []],
    // the one place above all goes along with the first level
    ['kingdom county', 'county', false, []],
    ['kingdom region county village', 'county', true, []],
    // places stand at it
    ['nation province', 'province', false, ['/levels in-use']],
    ['county', 'county', false, ['/levels in-use']],
    // an empty level between goes, another comes
    ['nation county parish', 'county', false, []],
    // who plans is another one, until there are plans
    ['nation province county', 'province', false, []],
    ['nation province county', 'province', true, ['/planning in-use']],
    ['nation province county', 'nation', true, ['/planning in-use']],
    ['nation county county', 'county', false, ['/levels/2/code taken']],
    ['nation County county', 'county', false, ['/levels/1/code pattern']],
  ]
  for (const [codes, planning, isPlanned, expected] of cases)
    assert.deepEqual(found(of(codes, planning), before, isPlanned), expected, codes)
  assert.deepEqual(found([level('nation')], [level('nation', 1)]), ['/planning required'])
  const both = of('nation province county', 'county', { nation: 1, province: 2, county: 3 })
  assert.deepEqual(found(of('nation county province', 'county'), both), ['/levels order'])
})

test('a place stands under one of a level before its own, in any order of any levels', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/), { minLength: 1, maxLength: 9 }),
      (codes) => {
        const levels = codes.map((code) => ({ code }))
        for (const [i, below] of codes.entries())
          for (const [j, above] of codes.entries())
            assert.equal(mayStandUnder(levels, below, above), j < i, `${below} under ${above}`)
        assert.ok(!mayStandUnder(levels, codes[0], 'NONE'))
      },
    ),
  )
})

test('texts call the places that plan, and those right above them, as the programme does', () => {
  const district = { ...level('district'), short: { zh: '专区', en: 'district' } }
  const county = {
    ...level('county', 0, 'planning'),
    names: { zh: '县（市）', en: 'county (city)' },
    plural: { zh: '县（市）', en: 'counties and cities' },
    short: { zh: '县', en: 'county' },
    shortPlural: { zh: '各县', en: 'counties' },
  }
  const words = ownWordsOf([level('nation'), district, county, level('township', 0, 'below')])
  assert.deepEqual(
    Object.fromEntries(Object.entries(words).map(([name, { zh, en }]) => [name, `${zh} ${en}`])),
    {
      planner: '县 county',
      planners: '各县 counties',
      planningPlace: '县（市） county (city)',
      planningPlaces: '县（市） counties and cities',
      reviewer: '专区 district',
      reviewingPlace: 'district district',
      Planner: '县 County',
      Planners: '各县 Counties',
      PlanningPlace: '县（市） County (city)',
      PlanningPlaces: '县（市） Counties and cities',
      Reviewer: '专区 District',
      ReviewingPlace: 'district District',
    },
  )
  assert.equal(ownWordsOf([level('federation', 1, 'planning')]).reviewer.en, 'federation')
})
