// Organisations: offices, cooperatives, plants and groups of a place.
import type { ImportKind } from '../../access/context.ts'
import { spellingKey } from '../../base/spelling.ts'
import { msg } from '../../base/words.ts'
import type { ValueRow } from '../../platform/imports.ts'
import { eachInSlices, mapInSlices } from '../../platform/slices.ts'
import { listForms, listTrades } from '../../registry/lists/queries.ts'
import {
  changeOrganisationsBack,
  holdParts,
  judgeOrganisations,
  type OrganisationRow,
  partsPutBack,
  saveOrganisations,
} from '../../registry/organisations/import-rows.ts'
import { type OrganisationStatus, organisationStatusNames } from '../../registry/organisations/rules.ts'
import { latinColumn, namesIn } from '../imports/names.ts'
import { listFinder, marksOf, placeFinder, unitFinder } from '../imports/queries.ts'
import { placeColumn } from '../imports/rules.ts'
import { getPinyin } from '../pinyin/queries.ts'

const statusWords: Record<OrganisationStatus, readonly string[]> = {
  preparing: ['筹备', '筹备中', 'preparing'],
  active: ['正常', '活动中', '运行', '在营', 'active'],
  dormant: ['停顿', '停业', 'dormant'],
  merged: ['已合并', '合并', 'merged'],
  dissolved: ['已解散', '解散', '撤销', 'dissolved'],
}

export const organisationImport: ImportKind<OrganisationRow> = {
  name: 'organisations',
  title: msg('Organisations'),
  note: msg('Offices, cooperatives, plants and groups.'),
  register: '/organisations',
  verb: 'organisation.change',
  columns: [
    {
      key: 'name',
      title: msg('Name of the unit'),
      headings: [
        '名称',
        '单位',
        '单位名称',
        '组织名称',
        '机构名称',
        '合作社名称',
        '社名',
        '组名',
        'organisation',
        'organization',
        'unit',
        'unit name',
        'chinese name',
        'name zh',
        'unidad',
        'nombre',
        'cooperativa',
        'grupo',
      ],
      reading: 'chinese-name',
      isRequired: true,
      example: { zh: '临颍县针织生产合作社', en: 'Linying Knitting Production Cooperative' },
    },
    latinColumn('Linying Knitting Production Cooperative'),
    {
      key: 'form',
      title: msg('Form'),
      headings: [
        '类型',
        '类别',
        '组织形式',
        '形式',
        '单位类型',
        'organisation kind',
        'form',
        'type',
        'tipo',
        'forma jurídica',
      ],
      reading: 'chinese-name',
      isRequired: true,
      example: { zh: '手工业生产合作社', en: 'handicraft production cooperative' },
    },
    { ...placeColumn, isRequired: true },
    {
      key: 'trade',
      title: msg('Trade'),
      headings: ['行业', '业别', '行业类别', 'craft', 'industry', 'trade id', 'oficio', 'ramo'],
      reading: 'text',
      example: { zh: '', en: '' },
    },
    {
      key: 'parent',
      title: msg('Part of'),
      headings: [
        '上级单位',
        '隶属单位',
        '主管单位',
        '所属单位',
        'parent',
        'parent organisation',
        'parent unit',
        'parent id',
        'belongs to',
        'depende de',
        'pertenece a',
      ],
      reading: 'chinese-name',
      example: { zh: '', en: '' },
    },
    {
      key: 'founded',
      title: msg('Founded'),
      headings: [
        '成立时间',
        '成立日期',
        '建社时间',
        '建立时间',
        '成立',
        'founded on',
        'date founded',
        'established',
        'fecha de fundación',
        'fundada el',
      ],
      reading: 'said',
      example: { zh: '1954年1月中旬', en: 'mid-January 1954', es: 'mediados de enero de 1954' },
    },
    {
      key: 'status',
      title: msg('Status'),
      headings: ['状态', '状况', '现状', 'state', 'estado', 'status', 'situación'],
      reading: { choices: statusWords, called: organisationStatusNames },
      example: { zh: '正常', en: 'active', es: 'activa' },
    },
    {
      key: 'code',
      title: msg('Code'),
      headings: [
        '编码',
        '编号',
        '单位编码',
        '单位代码',
        '代码',
        '统一社会信用代码',
        'organisation code',
        'unit code',
        'id',
        'código',
        'código de la unidad',
      ],
      reading: 'code',
      isOnce: true,
      example: { zh: 'linying-knitting', en: 'linying-knitting' },
    },
  ],
  pointers: {
    '/code': 'code',
    '/names/zh': 'name',
    '/names/en': 'latin',
    '/form': 'form',
    '/placeId': 'place',
    '/tradeId': 'trade',
    '/parentOrganisationId': 'parent',
    '/foundedSaid': 'founded',
  },
  async meant(ctx, rows) {
    const { unitPinyin } = await getPinyin()
    const texts = (key: string) => rows.map((row) => row.values[key] ?? null)
    const placesFound = await placeFinder(ctx, 'organisation.change', texts('place'))
    const trades = await listFinder(
      await listTrades(ctx.db),
      texts('trade'),
      msg('There is no such trade in the list.'),
    )
    const formsFound = await listFinder(
      await listForms(ctx.db),
      texts('form'),
      msg('There is no such form in the list.'),
    )
    const places = await mapInSlices(rows, ({ values }) =>
      values.place ? placesFound.find('place', values.place) : null,
    )
    const placeIds = places.map((place) => (place && 'found' in place ? place.found.id : null))
    const inFile = await ownUnits(rows, placeIds)
    const parents = await unitFinder(
      ctx,
      texts('parent').map((text, at) => (text && inFile(placeIds[at], text) ? null : text)),
    )
    return mapInSlices(rows, ({ values, ...row }, at) => {
      const [place, placeId] = [places[at], placeIds[at]]
      const form = values.form ? formsFound.find('form', values.form) : null
      const marks = [...marksOf(place), ...marksOf(form)]
      const trade = values.trade ? trades.find('trade', values.trade) : null
      marks.push(...marksOf(trade))
      let parent: OrganisationRow['parent'] = null
      const above = values.parent ? inFile(placeId, values.parent) : undefined
      // A row above it that is itself faulty is put right first.
      if (values.parent && above) parent = above === 'right' ? { named: values.parent } : null
      else if (values.parent) {
        const standing = parents.find('parent', values.parent, (one) => one.placeId === placeId)
        if ('mark' in standing) marks.push(...marksOf(standing, placeId !== null))
        else parent = { id: standing.found.id }
      }
      if (!values.name || !placeId || !form || 'mark' in form) return { entry: null, marks }
      const entry = {
        ...namesIn(values, unitPinyin),
        code: values.code ?? null,
        form: form.found.code,
        placeId,
        tradeId: trade && 'found' in trade ? trade.found.id : null,
        parent,
        foundedSaid: values.founded ?? null,
        status: (values.status as OrganisationStatus | null) ?? null,
        decision: row.decision,
      }
      return { entry, marks }
    })
  },
  judge: judgeOrganisations,
  save: saveOrganisations,
  back: {
    of: 'organisation',
    table: 'registry.organisation',
    placeOf: 't.place_id',
    called: 't.names',
    hold: holdParts,
    resting: partsPutBack,
    putBack: changeOrganisationsBack,
  },
}

/**
 * Whether a row of the file is called so at a place, by Chinese name or code, and is right so far: in every county a
 * section bears the same name. Asked for a place that is not known, a row at any place is meant, and none is right.
 */
async function ownUnits(rows: readonly ValueRow[], placeIds: readonly (string | null)[]) {
  const own = new Map<string, 'right' | 'faulty'>()
  await eachInSlices(rows, ({ values: { name, code }, wrong }, at) => {
    for (const key of [name && `name ${spellingKey(name)}`, code && `code ${code}`]) {
      if (!key) continue
      own.set(key, 'faulty')
      if (placeIds[at]) own.set(`${placeIds[at]} ${key}`, wrong.length === 0 ? 'right' : 'faulty')
    }
  })
  return (placeId: string | null, text: string) => {
    const at = placeId ? `${placeId} ` : ''
    return own.get(`${at}name ${spellingKey(text)}`) ?? own.get(`${at}code ${text}`)
  }
}
