// The rows of plan that an account wrote. None names a person or a unit: lines belong to posts.
import { msg } from '../base/words.ts'
import { namesIn } from '../platform/naming.ts'
import type { PlanTables } from './tables.ts'

export const naming = namesIn<PlanTables>()([
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
])
