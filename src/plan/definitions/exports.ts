// What goes out of the definitions that indicators had in earlier periods.
import { msg } from '../../base/words.ts'
import { column, type ExportTable, everybody, inBoth, names, reference } from '../../platform/exports.ts'

const order = 'indicator.position, indicator.id, version.until_on'
const earlier = 'plan.indicator_version as version join plan.indicator on indicator.id = version.indicator_id'
const ofWhich = [
  reference('indicator_id', msg('Indicator'), 'version.indicator_id', 'indicators'),
  column('until', msg('Before the period from'), 'version.until_on::text', 'date'),
]

export const definitionExports: ExportTable[] = [
  {
    name: 'indicator-definitions',
    title: msg('Earlier definitions of indicators'),
    tab: msg('Earlier definitions'),
    from: earlier,
    within: everybody,
    order,
    columns: [
      ...ofWhich,
      ...names('version.names', inBoth),
      ...names(
        'version.definition',
        [msg('Definition in Chinese'), msg('Definition in English')],
        'definition',
      ),
      column('changed_on', msg('Changed on'), 'version.on_day::text', 'date'),
    ],
  },
  {
    name: 'indicator-earlier-terms',
    title: msg('Earlier parts of formulas'),
    from: `${earlier} cross join lateral jsonb_array_elements(version.terms) with ordinality as term (part, at)`,
    within: everybody,
    order: `${order}, term.at`,
    columns: [
      ...ofWhich,
      reference('term_id', msg('Part'), `(term.part ->> 'indicatorId')::uuid`, 'indicators'),
      column('weight', msg('Weight'), `(term.part ->> 'weight')::numeric / 1000`, 'number'),
    ],
  },
]
