// What goes out of condition sheets, and of the figures on them.
import { msg } from '../../base/words.ts'
import {
  byPlace,
  type CodeReader,
  coded,
  column,
  type ExportTable,
  listed,
  names,
  reference,
  saidDate,
  whereAny,
} from '../../platform/exports.ts'
import { namesOfListed } from '../lists/queries.ts'
import { baseFigureNames } from './rules.ts'

/** A figure of a sheet: of a trade as a whole, or of the units of a form. */
function figureName(code: string, { say, nameOf }: CodeReader): string {
  const [what, form] = code.split(':')
  if (form === undefined) return say(baseFigureNames[code as keyof typeof baseFigureNames] ?? code)
  const name = nameOf('forms', form)
  return what === 'members'
    ? say(msg('{form}: members'), { form: name })
    : say(msg('{form}: units'), { form: name })
}

export const sheetExports: ExportTable[] = [
  {
    name: 'condition-sheets',
    title: msg('Condition sheets'),
    from: 'plan.condition_sheet as sheet join plan.period as period on period.id = sheet.period_id',
    within: byPlace('sheet.place_id', 'period.borders_on'),
    order: 'sheet.id',
    columns: [
      column('id', msg('Id'), 'sheet.id'),
      reference('place_id', msg('Place'), 'sheet.place_id', 'places'),
      reference('trade_id', msg('Trade'), 'sheet.trade_id', 'trades'),
      reference('period_id', msg('Period'), 'sheet.period_id', 'periods'),
      ...whereAny('plan.outlook', [
        listed('outlook', msg('Outlook'), 'sheet.outlook', namesOfListed('plan.outlook', 'sheet.outlook')),
        ...names('sheet.outlook_reason', [msg('Reason in Chinese'), msg('Reason in English')], 'reason'),
      ]),
      column('illustrative', msg('Illustrative'), 'sheet.illustrative', 'boolean'),
    ],
  },
  {
    name: 'condition-figures',
    title: msg('Figures of condition sheets'),
    tab: msg('Condition figures'),
    from: 'plan.condition_sheet as sheet join plan.period as period on period.id = sheet.period_id cross join lateral jsonb_each(sheet.figures) as figure (code, stands)',
    within: byPlace('sheet.place_id', 'period.borders_on'),
    order: 'sheet.id, figure.code',
    columns: [
      reference('sheet_id', msg('Condition sheet'), 'sheet.id', 'condition-sheets'),
      coded('figure', msg('Figure'), 'figure.code', figureName),
      column('value', msg('Value'), `(figure.stands ->> 'value')::float8`, 'number'),
      saidDate('on', msg('As of'), `figure.stands ->> 'said'`),
      column('source', msg('Source'), `figure.stands ->> 'source'`),
      column('estimate', msg('Estimate'), `(figure.stands ->> 'estimate')::boolean`, 'boolean'),
    ],
  },
]
