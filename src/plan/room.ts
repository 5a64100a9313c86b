// What planning is to the whole house.
import type { Room } from '../access/context.ts'
import { finding } from '../base/problems.ts'
import { msg } from '../base/words.ts'
import * as board from './board/contract.ts'
import { countApproved, countPlans } from './board/queries.ts'
import * as comments from './comments/contract.ts'
import * as definitions from './definitions/contract.ts'
import { definitionExports } from './definitions/exports.ts'
import * as disaggregations from './disaggregations/contract.ts'
import { disaggregationExports } from './disaggregations/exports.ts'
import { questionNames } from './figures/rules.ts'
import { keepYear } from './frequency/actions.ts'
import * as indicators from './indicators/contract.ts'
import { indicatorExports } from './indicators/exports.ts'
import * as lines from './lines/contract.ts'
import { lineExports } from './lines/exports.ts'
import * as lists from './lists/contract.ts'
import { listExports } from './lists/exports.ts'
import { naming } from './naming.ts'
import { planPaper } from './papers/rules.ts'
import { listLacks } from './periods/closing.ts'
import * as periods from './periods/contract.ts'
import { followPlaces } from './periods/moves.ts'
import * as plans from './plans/contract.ts'
import { planExports } from './plans/exports.ts'
import * as reporters from './reporters/contract.ts'
import { reporterExports } from './reporters/exports.ts'
import { routes } from './routes.ts'
import { seed } from './seed.ts'
import * as shapes from './shapes.ts'
import * as sheets from './sheets/contract.ts'
import { sheetExports } from './sheets/exports.ts'
import * as units from './units/contract.ts'
import { unitExports } from './units/exports.ts'
import * as versions from './versions/contract.ts'

export const plan: Room = {
  name: 'plan',
  about: 'County plans for a period: indicators, condition sheets, lines, comments and approved versions.',
  contracts: {
    board,
    comments,
    definitions,
    disaggregations,
    indicators,
    lines,
    lists,
    periods,
    plans,
    reporters,
    sheets,
    units,
    versions,
    shapes,
  },
  routes,
  papers: [planPaper],
  naming,
  listeners: {
    'place.moved': [followPlaces],
    'place.taken-back': [followPlaces],
    'programme.edited': [(db, entry) => keepYear(db, entry)],
  },
  exports: [
    ...unitExports,
    ...indicatorExports,
    ...definitionExports,
    ...disaggregationExports,
    ...listExports,
    ...sheetExports,
    ...planExports,
    ...lineExports,
    ...reporterExports,
  ],
  named: { indicator: 'names', disaggregation: 'names', outlook: 'names', section: 'names' },
  seed,
  facts: { rail: countApproved, plansOf: countPlans },
  lacks: listLacks,
  heldWords: {
    columns: {
      text: msg('Text'),
      definition: msg('Definition'),
      terms: msg('Parts of formulas'),
      until_on: msg('Before the period from'),
      resolved_on: msg('Settled on'),
      about_open: msg('Why with open comments'),
      reason: msg('Reason'),
      confirmed: msg('Confirmed'),
    },
    values: {
      confirmed: questionNames,
      kind: {
        opened: msg('Plan begun'),
        submitted: msg('Plan submitted'),
        returned: msg('Plan returned'),
        approved: msg('Plan approved'),
        closed: msg('Plan period closed'),
        reopened: msg('Plan period opened again'),
      },
    },
  },
  journal: {
    verbs: {
      'unit.added': msg('Unit of figures added'),
      'unit.edited': msg('Unit of figures changed'),
      'period.made': msg('Plan period made'),
      'period.open': msg('Plan period opened'),
      'period.closed': msg('Plan period closed'),
      'period.edited': msg('Plan period changed'),
      'indicator.edited': msg('Indicator changed'),
      'indicator.defined': msg('Indicator defined anew'),
      'indicator.definition-removed': msg('New definition of an indicator taken back'),
      'indicators.ordered': msg('Indicators put in another order'),
      'indicator.made': msg('Indicator added'),
      'disaggregation.added': msg('Disaggregation added'),
      'disaggregation.edited': msg('Disaggregation changed'),
      'disaggregations.ordered': msg('Disaggregations put in another order'),
      'outlook.added': msg('Outlook added'),
      'outlook.edited': msg('Outlook changed'),
      'section.added': msg('Section of plans added'),
      'section.edited': msg('Section of plans changed'),
      'plan-list.ordered': msg('Outlooks or sections put in another order'),
      'condition-sheet.made': msg('Condition sheet made'),
      'condition-sheet.changed': msg('Condition sheet changed'),
      'plan.opened': msg('Plan begun'),
      'plan.submitted': msg('Plan submitted'),
      'plan.returned': msg('Plan returned'),
      'plan.accepted': msg('All proposals of a plan accepted'),
      'plan.approved': msg('Plan approved'),
      'plan-line.added': msg('Line added to a plan'),
      'plan-line.changed': msg('Line of a plan changed'),
      'plan-line.removed': msg('Line of a plan removed'),
      'plan-line.cited': msg('Source cited at a line'),
      'plan-line.decided': msg('Line of a plan decided'),
      'plan-line.commented': msg('Comment written at a line'),
      'plan-line.comment-settled': msg('Comment at a line settled'),
    },
    kinds: {
      unit: { text: msg('Units of figures') },
      period: { text: msg('Plan periods') },
      indicator: { text: msg('Indicators') },
      disaggregation: { text: msg('Disaggregations'), path: '/plan/set-up' },
      outlook: { text: msg('Outlooks of trades'), path: '/plan/set-up' },
      section: { text: msg('Sections of plans'), path: '/plan/set-up' },
      condition_sheet: {
        text: msg('Condition sheets'),
        path: '/plan/conditions/:id',
        told: msg('condition sheets'),
      },
      plan: { text: msg('Plans'), path: '/plan/:id', told: msg('plans') },
      plan_line: { text: msg('Lines of plans'), told: msg('plan lines') },
    },
  },
  refusals: {
    unit_code_unique: finding('/code', 'taken', msg('This code is taken.')),
    plan_line_once: finding(
      '/indicatorId',
      'twice',
      msg('The plan has a line for this already. Change that one.'),
    ),
    condition_sheet_once: finding(
      '/tradeId',
      'twice',
      msg('There is a condition sheet for this trade already. Change that one.'),
    ),
    period_code_once: finding('/code', 'taken', msg('This code is taken.')),
    outlook_code_once: finding('/code', 'taken', msg('This code is taken.')),
    disaggregation_code_once: finding('/code', 'taken', msg('This code is taken.')),
    section_code_once: finding('/code', 'taken', msg('This code is taken.')),
    indicator_code_once: finding('/code', 'taken', msg('This code is taken.')),
  },
}
