// What goes out of cases. Questions and who adopted what are shown on their pages and stay there.
import { msg } from '../base/words.ts'
import {
  byPlace,
  coded,
  column,
  type ExportTable,
  inBoth,
  names,
  reference,
  saidDate,
} from '../platform/exports.ts'
import { caseStateNames, evidenceNames } from './rules.ts'

export const exports: ExportTable[] = [
  {
    name: 'cases',
    title: msg('Cases'),
    from: 'cases.practice_case as one',
    within: byPlace('one.place_id'),
    order: 'one.id',
    columns: [
      column('id', msg('Id'), 'one.id'),
      ...names('one.title', [msg('Title in Chinese'), msg('Title in English')], 'title'),
      reference('place_id', msg('Place'), 'one.place_id', 'places'),
      reference('organisation_id', msg('Organisation'), 'one.organisation_id', 'organisations'),
      reference('trade_id', msg('Trade'), 'one.trade_id', 'trades'),
      coded('form_before', msg('Form before'), 'one.form_before', 'forms'),
      coded('form_after', msg('Form after'), 'one.form_after', 'forms'),
      saidDate('from', msg('From'), 'one.from_said'),
      saidDate('to', msg('To'), 'one.to_said'),
      column('people', msg('People in the unit'), 'one.people', 'integer'),
      coded('state', msg('State'), 'one.state', caseStateNames),
      column('illustrative', msg('Illustrative'), 'one.illustrative', 'boolean'),
    ],
  },
  {
    name: 'case-steps',
    title: msg('Steps of cases'),
    from: 'cases.case_step as step join cases.practice_case as one on one.id = step.case_id',
    within: byPlace('one.place_id'),
    order: 'step.case_id, step.n',
    columns: [
      column('id', msg('Id'), 'step.id'),
      reference('case_id', msg('Case'), 'step.case_id', 'cases'),
      column('n', msg('Number in order'), 'step.n', 'integer'),
      saidDate('on', msg('When'), 'step.on_said'),
      ...names('step.title', [msg('Title in Chinese'), msg('Title in English')], 'title'),
      ...names('step.what', [msg('Text in Chinese'), msg('Text in English')], 'what'),
    ],
  },
  {
    name: 'case-results',
    title: msg('Results of cases'),
    from: 'cases.result as result join cases.practice_case as one on one.id = result.case_id',
    within: byPlace('one.place_id'),
    order: 'result.case_id, result.n',
    columns: [
      column('id', msg('Id'), 'result.id'),
      reference('case_id', msg('Case'), 'result.case_id', 'cases'),
      ...names('result.indicator', inBoth, 'indicator'),
      column('before', msg('Before'), 'result.before_value', 'number'),
      saidDate('before_on', msg('As of, before'), 'result.before_said'),
      column('after', msg('After'), 'result.after_value', 'number'),
      saidDate('after_on', msg('As of, after'), 'result.after_said'),
      coded('evidence', msg('Evidence'), 'result.evidence', evidenceNames),
    ],
  },
]
