// People: who they are and which place they belong to. What posts they hold is another file (appointments).
import type { ImportKind } from '../../access/context.ts'
import { msg } from '../../base/words.ts'
import { mapInSlices } from '../../platform/slices.ts'
import { latinColumn, namesIn } from '../imports/names.ts'
import { placeFinder } from '../imports/queries.ts'
import { placeColumn } from '../imports/rules.ts'
import { getPinyin } from '../pinyin/queries.ts'
import { changePeopleBack, judgePeople, type PersonRow, savePeople } from './import-rows.ts'

export const personImport: ImportKind<PersonRow> = {
  name: 'people',
  title: msg('Roster of people'),
  note: msg('Names and the place that each belongs to.'),
  register: '/people',
  verb: 'person.change',
  columns: [
    {
      key: 'name',
      title: msg('Full name'),
      headings: [
        '姓名',
        '名字',
        '中文名',
        '中文姓名',
        '人员姓名',
        'full name',
        'person',
        'chinese name',
        'name zh',
        'nombre',
        'nombre y apellidos',
        'apellidos y nombre',
      ],
      reading: 'chinese-name',
      isRequired: true,
      example: { zh: '尚忠堂', en: 'Shang Zhongtang' },
    },
    latinColumn('Shang Zhongtang'),
    { ...placeColumn, isRequired: true },
    {
      key: 'phone',
      title: msg('Telephone'),
      headings: [
        '电话',
        '手机',
        '手机号',
        '手机号码',
        '联系电话',
        '联系方式',
        '电话号码',
        'phone',
        'phone number',
        'mobile',
        'tel',
        'telephone number',
        'teléfono',
        'móvil',
        'celular',
      ],
      reading: 'phone',
      example: { zh: '', en: '' },
    },
    {
      key: 'code',
      title: msg('Code'),
      headings: [
        '编码',
        '编号',
        '人员编码',
        '人员编号',
        '工号',
        '代码',
        'person code',
        'id',
        'código',
        'código de la persona',
      ],
      reading: 'code',
      isOnce: true,
      example: { zh: 'linying-101', en: 'linying-101' },
    },
  ],
  pointers: { '/names/zh': 'name', '/names/en': 'latin', '/placeId': 'place', '/code': 'code' },
  async meant(ctx, rows) {
    const { personPinyin } = await getPinyin()
    const finder = await placeFinder(
      ctx,
      'person.change',
      rows.map((row) => row.values.place),
    )
    return mapInSlices(rows, ({ values, decision }) => {
      const place = values.place ? finder.find('place', values.place) : null
      if (place && 'mark' in place) return { entry: null, marks: [place.mark] }
      if (!values.name || !place) return { entry: null, marks: [] }
      const entry = {
        ...namesIn(values, personPinyin),
        code: values.code ?? null,
        phone: values.phone ?? null,
        placeId: place.found.id,
        decision,
      }
      return { entry, marks: [] }
    })
  },
  judge: judgePeople,
  save: savePeople,
  back: {
    of: 'person',
    table: 'registry.person',
    placeOf: 't.place_id',
    called: 't.names',
    putBack: changePeopleBack,
  },
}
