// The rows of plan that an account wrote. None names a person or a unit: lines belong to posts.
import { msg } from '../base/words.ts'
import { declareNaming } from '../platform/naming.ts'
import type { PlanTables } from './tables.ts'

export const naming = declareNaming<PlanTables>()([
  {
    of: 'account',
    table: 'plan.line_comment',
    column: 'author_id',
    key: ['id'],
    what: msg('Comments on plan lines'),
  },
  {
    of: 'account',
    table: 'plan.plan_event',
    column: 'account_id',
    key: ['id'],
    what: msg('Plans submitted, returned or approved'),
  },
  {
    of: 'account',
    table: 'plan.period_event',
    column: 'account_id',
    key: ['id'],
    what: msg('Periods closed or opened again'),
  },
])
