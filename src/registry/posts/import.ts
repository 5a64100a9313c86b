// Kinds of posts: the short list that all places share.
import type { ImportKind } from '../../access/context.ts'
import { msg } from '../../base/words.ts'
import { listForms } from '../../registry/lists/queries.ts'
import { changePostsBack, judgePosts, type PostRow, savePosts } from '../../registry/posts/import-rows.ts'
import { latinColumn, namesIn } from '../imports/names.ts'
import { listFinder } from '../imports/queries.ts'
import { getPinyin } from '../pinyin/queries.ts'

export const postImport: ImportKind<PostRow> = {
  name: 'posts',
  title: msg('Posts'),
  note: msg('The short list of posts that all places share.'),
  register: '/lists',
  verb: 'list.change',
  columns: [
    {
      key: 'code',
      title: msg('Code'),
      headings: ['编码', '编号', '职务编码', '代码', 'post code', 'id'],
      reading: 'code',
      isRequired: true,
      isOnce: true,
      example: { zh: 'production-head', en: 'production-head' },
    },
    {
      key: 'name',
      title: msg('Name of the post'),
      headings: [
        '名称',
        '职务',
        '职务名称',
        '岗位',
        '岗位名称',
        'post',
        'post name',
        'title',
        'position',
        'name zh',
      ],
      reading: 'chinese-name',
      isRequired: true,
      example: { zh: '生产科科长', en: 'head of the production section' },
    },
    latinColumn('head of the production section'),
    {
      key: 'forms',
      title: msg('Forms of unit'),
      headings: [
        '单位形式',
        '适用单位',
        'unit forms',
        '单位类型',
        '单位类别',
        '类型',
        '类别',
        '组织形式',
        'organisation kind',
        'unit kind',
        'kind',
      ],
      reading: 'text',
      isRequired: true,
      example: { zh: '供销合作社', en: 'supply and marketing cooperative' },
    },
    {
      key: 'single',
      title: msg('Only one holder'),
      headings: [
        '仅一人担任',
        '唯一',
        '单人任职',
        '仅一人',
        '是否唯一',
        'single seat',
        'single',
        'single-seat',
      ],
      reading: {
        choices: {
          yes: ['是', 'yes', 'y', 'true', '1', '√', '✓', '唯一'],
          no: ['否', 'no', 'n', 'false', '0', '×', '不限'],
        },
        called: { yes: msg('yes'), no: msg('no') },
      },
      example: { zh: '是', en: 'yes', es: 'sí' },
    },
  ],
  pointers: { '/code': 'code', '/names/zh': 'name', '/names/en': 'latin', '/forms': 'forms' },
  async meant(ctx, rows) {
    const { unitPinyin } = await getPinyin()
    const forms = await listForms(ctx.db)
    const codes = new Set(forms.map(({ code }) => code))
    const named = rows.map((row) => {
      const parts = (row.values.forms ?? '').split(/[、,;/]/).flatMap((one) => one.trim() || [])
      // Our own exports put only codes side by side.
      const words = parts.flatMap((one) => one.split(' '))
      return words.every((word) => codes.has(word)) ? words : parts
    })
    const finder = await listFinder(forms, named.flat(), msg('There is no such form in the list.'))
    return rows.map(({ values, wrong }, at) => {
      const found = named[at].map((one) => finder.find('forms', one))
      const marks = found.flatMap((one) => ('mark' in one ? [one.mark] : []))
      if (!values.code || !values.name || wrong.length + marks.length > 0) return { entry: null, marks }
      const entry = {
        ...namesIn(values, unitPinyin),
        code: values.code,
        forms: found.flatMap((one) => ('found' in one ? one.found.code : [])),
        singleSeat: values.single === 'yes',
      }
      return { entry, marks }
    })
  },
  judge: judgePosts,
  save: savePosts,
  back: {
    of: 'post',
    table: 'registry.post',
    placeOf:
      '(select id from registry.place where level = (select code from registry.level order by position limit 1))',
    called: 't.names',
    putBack: changePostsBack,
  },
}
