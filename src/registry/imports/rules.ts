// What the bulk actions of the registers have in common.
import { type Finding, finding } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'

export const notYours = (pointer: string): Finding =>
  finding(pointer, 'not-yours', msg('You are not responsible for this place.'))
export const codeTaken = (): Finding => finding('/code', 'taken', msg('This code is taken.'))

/** The rows by how deep each stands: what others of the file stand under goes in before them. */
export const upperFirst = <T>(rows: readonly T[], depthOf: (row: T) => number): T[] =>
  [...Map.groupBy(rows, depthOf)].sort(([a], [b]) => a - b).flatMap(([, some]) => some)

/** The place that an entry belongs to, as lists of everywhere head it. */
export const placeColumn = {
  key: 'place',
  title: msg('Place'),
  headings: [
    '地区',
    '所在地区',
    '所在县',
    '所在市',
    '所在县市',
    '所在市县',
    '所在区县',
    '所在地',
    '县',
    '县（市）',
    '县市',
    '县区',
    '所属地区',
    '行政区划',
    '地区编码',
    'county',
    'region',
    'area',
    'place code',
    'location',
    'place id',
  ],
  reading: 'text',
  example: { zh: '临颍县', en: 'Linying County' },
} as const
