// What goes out of the lists by which a programme orders what it plans.
import { msg } from '../../base/words.ts'
import { coded, column, type ExportTable, everybody, inBoth, names } from '../../platform/exports.ts'
import { outlookToneNames } from './rules.ts'

export const listExports: ExportTable[] = [
  {
    name: 'outlooks',
    title: msg('Outlooks of trades'),
    from: 'plan.outlook as outlook',
    within: everybody,
    order: 'outlook.programme_id, outlook.position, outlook.code',
    columns: [
      column('id', msg('Id'), 'outlook.id'),
      column('code', msg('Code'), 'outlook.code'),
      ...names('outlook.names', inBoth),
      column('bars_growth', msg('Growth asks for a reason'), 'outlook.bars_growth', 'boolean'),
      coded('tone', msg('Marked'), 'outlook.tone', outlookToneNames),
    ],
  },
  {
    name: 'sections',
    title: msg('Sections of plans'),
    from: 'plan.section as section',
    within: everybody,
    order: 'section.programme_id, section.position, section.code',
    columns: [
      column('id', msg('Id'), 'section.id'),
      column('code', msg('Code'), 'section.code'),
      ...names('section.names', inBoth),
      ...names('section.about', [msg('Lines in Chinese'), msg('Lines in English')], 'about'),
    ],
  },
]
