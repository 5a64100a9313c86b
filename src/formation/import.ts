// Memberships: who is a member of which unit, by whose consent, from when to when. A row without consent is faulty.
import type { ImportKind } from '../access/context.ts'
import type { Day } from '../base/dates.ts'
import { msg } from '../base/words.ts'
import { leftReasonNames } from '../carry-out/reports/rules.ts'
import { type Mark, mark, type ValueRow } from '../platform/imports.ts'
import { mapInSlices } from '../platform/slices.ts'
import { unitAndPersonFinder } from '../registry/imports/queries.ts'
import { placeColumn } from '../registry/imports/rules.ts'
import {
  changeMembershipsBack,
  judgeMemberships,
  type MembershipEntry,
  membershipsInstead,
  saveMemberships,
} from './import-rows.ts'
import { consentHowNames, orderFindings, partyNames } from './rules.ts'

const hows = {
  signed: ['签字', '签名', '盖章', '按手印', '书面申请', '申请书', 'in writing', 'signature', 'thumbprint'],
  witnessed: ['当面表示', '口头', '口头申请', '见证', '有证人', 'spoken', 'before witnesses', 'witnesses'],
  meeting: ['社员大会', '小组会', '大会表示', '开会', '会议', 'members’ meeting', "members' meeting"],
}
const parties = {
  person: ['个人', '本人', '人', 'individual', 'as a person'],
  household: ['户', '以户', '农户', '家庭', 'house', 'family', 'as a household'],
}
const reasons = {
  other_trade: ['改做他业', '改行', '转业', '另谋职业', 'other work', 'other trade'],
  moved_away: ['迁走', '迁出', '搬走', '外迁', 'moved'],
  back_to_own: ['重新单干', '单干', '自营', 'own account'],
  illness: ['生病或年老', '年老', '生病', '病退', '疾病', 'age', 'ill'],
  died: ['去世', '死亡', '病故', '亡故', 'death', 'deceased'],
  other: ['其他', '其他原因', '其它', 'other reasons'],
}

const pointers = {
  '/personId': 'person',
  '/organisationId': 'organisation',
  '/joinedOn': 'joined',
  '/leftOn': 'left',
  '/consentOn': 'consentOn',
}

/** What the days of a row say against each other is told too where somebody it names is not found. */
function orderMarks({ joined, left, consentOn }: ValueRow['values'], today: Day): Mark[] {
  if (!joined) return []
  const found = orderFindings({ joinedOn: joined, leftOn: left, consentOn }, today)
  return found.map(({ pointer, code, text }) => mark(pointers[pointer as keyof typeof pointers], code, text))
}

export const membershipImport: ImportKind<MembershipEntry> = {
  name: 'memberships',
  title: msg('Memberships'),
  note: msg('Who is a member of which unit, when and how they agreed to it.'),
  register: '/organisations',
  verb: 'membership.change',
  columns: [
    {
      key: 'person',
      title: msg('Person'),
      headings: [
        '姓名',
        '社员',
        '社员姓名',
        '组员',
        '户主',
        '人员',
        'name',
        'full name',
        'member',
        'nombre',
        'socio',
        'miembro',
      ],
      reading: 'chinese-name',
      isRequired: true,
      insteadOf: ['personCode'],
      example: { zh: '杨永', en: 'Yang Yong' },
    },
    {
      key: 'personCode',
      title: msg('Code of the person'),
      headings: [
        '人员编码',
        '人员编号',
        '社员编号',
        '社员证号',
        '编码',
        '编号',
        'person code',
        'person id',
        'code',
        'código de la persona',
        'número de socio',
      ],
      reading: 'code',
      example: { zh: '', en: '' },
    },
    placeColumn,
    {
      key: 'organisation',
      title: msg('Organisation'),
      headings: [
        '单位',
        '单位名称',
        '所在单位',
        '合作社',
        '社',
        '小组',
        '组织',
        'organization',
        'unit',
        'cooperative',
        'group',
        'organisation code',
        'organisation id',
        '单位编码',
        'unidad',
        'cooperativa',
        'grupo',
        'organización',
      ],
      reading: 'chinese-name',
      isRequired: true,
      example: { zh: '临颍城关针织生产合作社', en: 'Linying Chengguan Knitting Production Cooperative' },
    },
    {
      key: 'party',
      title: msg('Joined as'),
      headings: ['加入方式', '入社方式', '以何入社', '户或个人', 'party', 'person or household'],
      reading: { choices: parties, called: partyNames },
      example: { zh: '个人', en: 'person', es: 'persona' },
    },
    {
      key: 'consentOn',
      title: msg('Day of consent'),
      headings: [
        '同意日期',
        '申请日期',
        '申请时间',
        '本人同意日期',
        'consent on',
        'consented on',
        'applied on',
        'fecha de solicitud',
        'fecha de consentimiento',
      ],
      reading: 'day',
      isRequired: true,
      example: { zh: '1954-03-01', en: '1954-03-01' },
    },
    {
      key: 'consentHow',
      title: msg('Consent'),
      headings: ['同意方式', '申请方式', '如何同意', 'consent how', 'how', 'how consented'],
      reading: { choices: hows, called: consentHowNames },
      isRequired: true,
      example: { zh: '签字', en: 'signed', es: 'firmó' },
    },
    {
      key: 'joined',
      title: msg('Joined'),
      headings: [
        '加入',
        '入社日期',
        '入社时间',
        '入组日期',
        '加入日期',
        '入组时间',
        '参加日期',
        'joined on',
        'since',
        'member from',
        'desde',
        'fecha de ingreso',
      ],
      reading: 'day',
      isRequired: true,
      example: { zh: '1954-03-05', en: '1954-03-05' },
    },
    {
      key: 'left',
      title: msg('Left'),
      headings: [
        '退出',
        '退社日期',
        '退社时间',
        '退组日期',
        '退出日期',
        '离社日期',
        'left on',
        'until',
        'member until',
        'hasta',
        'fecha de salida',
      ],
      reading: 'day',
      example: { zh: '', en: '' },
    },
    {
      key: 'reason',
      title: msg('Reason for leaving'),
      headings: ['退社原因', '退组原因', '退出原因', '原因', 'why left', 'left reason', 'reason'],
      reading: { choices: reasons, called: leftReasonNames },
      example: { zh: '', en: '' },
    },
  ],
  pointers,
  async meant(ctx, rows) {
    const find = await unitAndPersonFinder(ctx, 'membership.change', rows)
    return mapInSlices(rows, (row) => {
      const { values, wrong, decision } = row
      const { joined, consentOn, consentHow } = values
      const { unit, person, marks } = find(row)
      if (wrong.length + marks.length > 0 || !joined || !consentOn || !consentHow || !unit || !person)
        return { entry: null, marks: [...marks, ...orderMarks(values, ctx.today)] }
      const entry = {
        personId: person.id,
        organisationId: unit.id,
        party: (values.party ?? 'person') as MembershipEntry['party'],
        joinedOn: joined,
        leftOn: values.left ?? null,
        leftReason: (values.reason ?? null) as MembershipEntry['leftReason'],
        consentOn,
        consentHow: consentHow as MembershipEntry['consentHow'],
        decision,
      }
      return { entry, marks }
    })
  },
  judge: judgeMemberships,
  save: saveMemberships,
  back: {
    of: 'membership',
    table: 'formation.membership',
    placeOf: '(select unit.place_id from registry.organisation as unit where unit.id = t.organisation_id)',
    called: '(select person.names from registry.person where person.id = t.person_id)',
    beside: { column: 'person_id', table: 'registry.person' },
    resting: membershipsInstead,
    putBack: changeMembershipsBack,
  },
}
