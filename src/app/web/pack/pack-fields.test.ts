// The comparison of a pack is in words: every key that an entry of the format can have is named.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Shape } from '../../../platform/shapes.ts'
import { besideWords } from '../../pack/compare.ts'
import { sections } from '../../pack/contract.ts'
import { PackShape } from '../../pack/format.ts'
import { fieldName, fieldNames, fieldText } from './pack-fields.ts'

const keysOf = ({ properties = {}, items, anyOf = [] }: Shape): string[] => [
  ...Object.entries(properties).flatMap(([key, inner]) =>
    besideWords.includes(key) ? [] : [key, ...keysOf(inner)],
  ),
  ...[...(items ? [items] : []), ...anyOf].flatMap(keysOf),
]

test('every key of an entry has a name', () => {
  const names = fieldNames()
  const { properties = {} }: Shape = PackShape
  const keys = new Set(sections.flatMap((section) => keysOf(properties[section])))
  assert.ok(keys.has('way') && keys.has('illustrative') && keys.has('dueDay'))
  assert.deepEqual(
    [...keys].filter((key) => !names[key]),
    [],
  )
  assert.deepEqual(
    Object.keys(names).filter((key) => !keys.has(key)),
    [],
    'and nothing else is named',
  )
})

test('what is said by a code is told by its name', () => {
  const nameAt = (section: string, code: string) =>
    section === 'indicators' && code === 'cloth' ? { zh: '布', en: 'Cloth' } : undefined
  const told = (path: string, text: string | null) => fieldText(path, text, nameAt)
  assert.equal(fieldName('evidence/0/illustrative'), 'Evidence · 1 · Illustrative')
  for (const [path, text, name] of [
    ['frequency', 'quarter', 'every quarter'],
    ['countedIn', 'whole', 'in the whole period'],
    ['counts', 'members', 'members'],
    ['kind', 'plant', 'a plant that another unit owns'],
    ['2/kind', 'cases', 'practical experience'],
    ['tone', 'warn', 'as a warning'],
    ['balance/0/way', 'goes', 'goes from it'],
    ['balance/0/indicator', 'cloth', 'Cloth'],
    ['ratio/1', 'silk', 'silk'],
    ['yearFrom', '4', 'April'],
    ['averaged', 'true', 'yes'],
    ['names/en', 'quarter', 'quarter'],
    ['short/en', null, 'nothing'],
  ] as const)
    assert.equal(told(path, text), name, path)
})
