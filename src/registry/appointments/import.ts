// Appointments: who holds which post of which unit, from when to when.
import type { ImportKind } from '../../access/context.ts'
import { msg } from '../../base/words.ts'
import { mapInSlices } from '../../platform/slices.ts'
import {
  type AppointmentRow,
  appointmentsInstead,
  changeAppointmentsBack,
  judgeAppointments,
  saveAppointments,
} from '../../registry/appointments/import-rows.ts'
import { listPosts } from '../../registry/lists/queries.ts'
import { listFinder, marksOf, unitAndPersonFinder } from '../imports/queries.ts'
import { placeColumn } from '../imports/rules.ts'

export const appointmentImport: ImportKind<AppointmentRow> = {
  name: 'appointments',
  title: msg('Appointments'),
  note: msg('Who holds which post of which unit, from when to when.'),
  register: '/people',
  verb: 'person.change',
  columns: [
    {
      key: 'person',
      title: msg('Person'),
      headings: [
        '姓名',
        '人员',
        '人员姓名',
        'name',
        'full name',
        'holder',
        'nombre',
        'nombre completo',
        'titular',
      ],
      reading: 'chinese-name',
      isRequired: true,
      insteadOf: ['personCode'],
      example: { zh: '尚忠堂', en: 'Shang Zhongtang' },
    },
    {
      key: 'personCode',
      title: msg('Code of the person'),
      headings: [
        '人员编码',
        '人员编号',
        '编码',
        '编号',
        '工号',
        'person code',
        'person id',
        'code',
        'código de la persona',
        'código',
      ],
      reading: 'code',
      example: { zh: '', en: '' },
    },
    {
      key: 'post',
      title: msg('Post'),
      headings: [
        '职务',
        '岗位',
        '职位',
        '职务名称',
        'position',
        'title',
        'post code',
        'post id',
        'cargo',
        'puesto',
      ],
      reading: 'chinese-name',
      isRequired: true,
      example: { zh: '生产科科长', en: 'head of the production section' },
    },
    {
      key: 'organisation',
      title: msg('Organisation'),
      headings: [
        '单位',
        '单位名称',
        '工作单位',
        '所在单位',
        '组织',
        'organization',
        'unit',
        'organisation code',
        'organisation id',
        '单位编码',
        'unidad',
        'organización',
        'cooperativa',
        'entidad',
      ],
      reading: 'chinese-name',
      isRequired: true,
      example: {
        zh: '临颍县供销合作社生产科',
        en: 'Linying Supply and Marketing Cooperative, production section',
      },
    },
    placeColumn,
    {
      key: 'from',
      title: msg('From'),
      headings: [
        '自',
        '起',
        '任职时间',
        '任职日期',
        '起始日期',
        '开始日期',
        '到任日期',
        '任命日期',
        'since',
        'start',
        'start date',
        'from date',
        'appointed on',
        'desde',
        'fecha de inicio',
      ],
      reading: 'day',
      isRequired: true,
      example: { zh: '1954-01-05', en: '1954-01-05' },
    },
    {
      key: 'to',
      title: msg('To'),
      headings: [
        '至',
        '止',
        '离任日期',
        '离任时间',
        '结束日期',
        '终止日期',
        '卸任日期',
        'until',
        'end',
        'end date',
        'to date',
        'hasta',
        'fecha de fin',
      ],
      reading: 'day',
      example: { zh: '', en: '' },
    },
  ],
  pointers: {
    '/personId': 'person',
    '/postId': 'post',
    '/organisationId': 'organisation',
    '/fromOn': 'from',
    '/toOn': 'to',
  },
  async meant(ctx, rows) {
    const posts = await listFinder(
      await listPosts(ctx.db),
      rows.map(({ values }) => values.post ?? null),
      msg('There is no such post in the list.'),
    )
    const find = await unitAndPersonFinder(ctx, 'person.change', rows)
    return mapInSlices(rows, (row) => {
      const { values, wrong, decision } = row
      const { post: postName, from } = values
      const post = postName ? posts.find('post', postName) : null
      const { unit, person, marks: others } = find(row)
      const marks = [...marksOf(post), ...others]
      if (wrong.length + marks.length > 0 || !from || !post || 'mark' in post || !unit || !person)
        return { entry: null, marks }
      const entry = {
        personId: person.id,
        postId: post.found.id,
        organisationId: unit.id,
        fromOn: from,
        toOn: values.to ?? null,
        decision,
      }
      return { entry, marks }
    })
  },
  judge: judgeAppointments,
  save: saveAppointments,
  back: {
    of: 'appointment',
    table: 'registry.appointment',
    placeOf: '(select unit.place_id from registry.organisation as unit where unit.id = t.organisation_id)',
    called: '(select person.names from registry.person where person.id = t.person_id)',
    beside: { column: 'organisation_id', table: 'registry.organisation' },
    resting: appointmentsInstead,
    putBack: changeAppointmentsBack,
  },
}
