// What goes out of condition sheets, and of the figures on them.
import { msg } from '../../base/words.ts'
import { byPlace, coded, column, type ExportTable, names, reference } from '../../platform/exports.ts'
import { outlookNames } from './rules.ts'

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
      coded('outlook', msg('Outlook'), 'sheet.outlook', outlookNames),
      ...names('sheet.outlook_reason', [msg('Reason in Chinese'), msg('Reason in English')], 'reason'),
      column('illustrative', msg('Illustrative'), 'sheet.illustrative', 'boolean'),
    ],
  },
  {
    name: 'condition-figures',
    title: msg('Figures of condition sheets'),
    from: 'plan.condition_sheet as sheet join plan.period as period on period.id = sheet.period_id cross join lateral jsonb_each(sheet.figures) as figure (code, stands)',
    within: byPlace('sheet.place_id', 'period.borders_on'),
    order: 'sheet.id, figure.code',
    columns: [
      reference('sheet_id', msg('Condition sheet'), 'sheet.id', 'condition-sheets'),
      column('figure', msg('Figure'), 'figure.code'),
      column('value', msg('Value'), `(figure.stands ->> 'value')::float8`, 'number'),
      column('on', msg('As of'), `figure.stands ->> 'said'`),
      column('source', msg('Source'), `figure.stands ->> 'source'`),
      column('estimate', msg('Estimate'), `(figure.stands ->> 'estimate')::boolean`, 'boolean'),
    ],
  },
]
