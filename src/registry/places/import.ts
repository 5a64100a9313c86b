// Places: our own template, and the lists of an administration whose codes nest (2 digits a province, 4 a prefecture, 6
// a county, 9 a township), where the level and what stands above follow from the columns or from the code itself.
import type { ImportKind } from '../../access/context.ts'
import { msg } from '../../base/words.ts'
import type { Column, Mark } from '../../platform/imports.ts'
import { mark, type ValueRow } from '../../platform/imports.ts'
import { mapInSlices } from '../../platform/slices.ts'
import { type Level, readLevels } from '../../registry/levels/queries.ts'
import {
  changePlacesBack,
  eventsOn,
  judgePlaces,
  type PlaceRow,
  savePlaces,
} from '../../registry/places/import-rows.ts'
import { latinColumn, namesIn } from '../imports/names.ts'
import { type Finder, listFinder, marksOf, placeFinder } from '../imports/queries.ts'
import { getPinyin } from '../pinyin/queries.ts'
import { lockTree } from '../queries.ts'

/** The columns by which lists of elsewhere name what stands above, the nearest first, with the digits of its code. */
const foreign = [
  {
    key: 'areaCode',
    digits: 6,
    title: msg('Code of six digits above'),
    headings: ['区县代码', '县代码', '区县编码', 'county code'],
  },
  {
    key: 'cityCode',
    digits: 4,
    title: msg('Code of four digits above'),
    headings: ['市代码', '地市代码', '地市编码', 'prefecture code'],
  },
  {
    key: 'provinceCode',
    digits: 2,
    title: msg('Code of two digits above'),
    headings: ['省代码', '省份代码', '省编码'],
  },
] as const

/** The level whose codes have so many digits; of several columns above, the level right below it. */
const ofDigits = (levels: readonly Level[], digits: number) => levels.find((level) => level.digits === digits)
const belowDigits = (levels: readonly Level[], digits: number) =>
  levels.find((level) => level.digits !== null && level.digits > digits)
const digitsAbove: Record<number, number> = { 4: 2, 6: 4, 9: 6 }

/** The digits that say something: offices fill the codes of larger places up with zeros ('410000' is a province). */
function digitsOf(code: string): string | null {
  if (!/^\d+$/.test(code)) return null
  const filled = [6, 9, 12].includes(code.length)
  if (filled && code.endsWith('0000') && code.slice(2).replaceAll('0', '') === '') return code.slice(0, 2)
  if (filled && code.slice(4).replaceAll('0', '') === '') return code.slice(0, 4)
  if (code.length > 6 && code.slice(6).replaceAll('0', '') === '') return code.slice(0, 6)
  return code.length === 12 && code.endsWith('000') ? code.slice(0, 9) : code
}

const foreignColumns: Column[] = foreign.map(({ key, title, headings }) => ({
  key,
  title,
  headings,
  reading: 'code',
  isForeign: true,
  example: { zh: '', en: '' },
}))

export const placeImport: ImportKind<PlaceRow> = {
  name: 'places',
  title: msg('Places'),
  note: msg('Places of every level, each with what it stands under.'),
  register: '/places',
  verb: 'place.change',
  columns: [
    {
      key: 'code',
      title: msg('Code'),
      headings: [
        '编码',
        '代码',
        '编号',
        '地区编码',
        '区划代码',
        '行政区划代码',
        'place code',
        'id',
        'código',
        'código del territorio',
      ],
      reading: 'code',
      isRequired: true,
      isOnce: true,
      example: { zh: 'linying-chengguan', en: 'linying-chengguan' },
    },
    {
      key: 'name',
      title: msg('Name of the place'),
      headings: [
        '名称',
        '地区',
        '地名',
        '地区名称',
        '区划名称',
        '中文名',
        'place',
        'place name',
        'chinese name',
        'name zh',
        'territorio',
        'lugar',
        'nombre',
      ],
      reading: 'chinese-name',
      isRequired: true,
      example: { zh: '城关镇', en: 'Chengguan Township' },
    },
    latinColumn('Chengguan Township'),
    {
      key: 'level',
      title: msg('Level'),
      insteadOf: foreign.map(({ key }) => key),
      headings: ['级别', '层级', '等级', '行政级别', 'nivel'],
      reading: 'text',
      example: { zh: '镇', en: 'township', es: 'municipio' },
    },
    {
      key: 'parent',
      title: msg('Stands under'),
      insteadOf: foreign.map(({ key }) => key),
      headings: [
        '上级',
        '上级地区',
        '上级编码',
        '隶属',
        '所属',
        '上级代码',
        'parent',
        'parent code',
        'under',
        'parent id',
        'territorio superior',
        'está bajo',
        'pertenece a',
      ],
      reading: 'text',
      example: { zh: '临颍县', en: 'Linying County' },
    },
    {
      key: 'from',
      title: msg('From'),
      headings: ['自', '设立日期', '设立时间', '建置日期', 'since', 'from date', 'desde'],
      reading: 'day',
      example: { zh: '', en: '' },
    },
    ...foreignColumns,
  ],
  pointers: {
    '/code': 'code',
    '/names/zh': 'name',
    '/names/en': 'latin',
    '/level': 'level',
    '/parentCode': 'parent',
    '/fromOn': 'from',
  },
  async meant(ctx, rows) {
    const { placePinyin } = await getPinyin()
    const own = new Map(
      rows.flatMap((row) => (row.values.code ? [[row.values.code, row.wrong.length === 0]] : [])),
    )
    const byName = Map.groupBy(rows, (row) => row.values.name)
    const levels = await readLevels(ctx.db)
    const levelFinder = await listFinder(
      levels.map((level) => ({ ...level, id: level.code })),
      rows.map(({ values }) => values.level ?? null),
      msg('There is no such level of places.'),
    )
    const finder = await placeFinder(
      ctx,
      'place.change',
      rows.map(({ values }) =>
        values.parent && !own.has(values.parent.toLowerCase()) ? values.parent : null,
      ),
    )
    return mapInSlices(rows, ({ values, wrong, decision }) => {
      const marks: Mark[] = []
      const said = values.level ? levelFinder.find('level', values.level) : null
      marks.push(...marksOf(said))
      const level = said ? ('found' in said ? said.found.code : null) : levelOf(values, levels)
      if (!level && !said && !wrong.includes('level'))
        marks.push(mark('level', 'required', msg('Please say the level.')))
      const above = parentOf(
        values,
        levels.findIndex(({ code }) => code === level),
        own,
        byName,
        finder,
      )
      if (above.mark && !wrong.includes('parent')) marks.push(above.mark)
      if (!values.code || !values.name || !level || above.mark) return { entry: null, marks }
      const entry = {
        ...namesIn(values, placePinyin),
        code: values.code,
        level,
        parentCode: above.code,
        aboveCodes: foreign.flatMap(({ key }) =>
          values[key] && values[key] !== above.code ? values[key] : [],
        ),
        fromOn: values.from ?? null,
        isParentPending: above.code !== null && own.get(above.code) === false,
        decision,
      }
      return { entry, marks }
    })
  },
  judge: judgePlaces,
  save: savePlaces,
  back: {
    of: 'place',
    table: 'registry.place',
    placeOf: 't.id',
    called: 't.names',
    hold: lockTree,
    resting: eventsOn,
    putBack: changePlacesBack,
  },
}

/** The level of a row that does not say it, by the columns of what stands above it or by its own code. */
function levelOf(values: ValueRow['values'], levels: readonly Level[]): string | null {
  const nearest = foreign.find(({ key }) => values[key])
  if (nearest) return belowDigits(levels, nearest.digits)?.code ?? null
  const digits = digitsOf(values.code ?? '')
  return (digits && ofDigits(levels, digits.length)?.code) ?? null
}

/** What stands above as the file writes it: filled up with zeros as the code below it is, where it has it so. */
function filledLike(digits: string, below: string, own: Map<string, boolean>): string {
  const filled = digits.padEnd(below.length, '0')
  return own.has(filled) && !own.has(digits) ? filled : digits
}

type Above = { code: string | null; mark?: Mark }

function parentOf(
  values: ValueRow['values'],
  /** where the level of the row comes in their order, from 0 on; -1 where it is not known */
  rank: number,
  own: Map<string, boolean>,
  byName: Map<string | null, ValueRow[]>,
  finder: Finder<{ code: string }>,
): Above {
  const { parent } = values
  const code = values.code ?? ''
  if (parent) {
    if (own.has(parent.toLowerCase())) return { code: parent.toLowerCase() }
    const named = (byName.get(parent) ?? []).filter((row) => row.values.code && row.values.code !== code)
    if (named.length === 1) return { code: named[0].values.code }
    const found = finder.find('parent', parent)
    return 'found' in found ? { code: found.found.code } : { code: null, mark: found.mark }
  }
  const nearest = foreign.map(({ key }) => values[key]).find((one) => one)
  if (nearest) return { code: nearest }
  const digits = digitsOf(code)
  const above = digits === null ? undefined : digitsAbove[digits.length]
  if (digits && above) return { code: filledLike(digits.slice(0, above), code, own) }
  if (rank < 2) return { code: null }
  return { code: null, mark: mark('parent', 'required', msg('Please say what it stands under.')) }
}
