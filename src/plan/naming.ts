// The rows of plan that are kept of a place, and those that an account wrote. None names a person or a unit: lines
// belong to posts.
import { msg } from '../base/words.ts'
import { declareNaming } from '../platform/naming.ts'
import type { PlanTables } from './tables.ts'

/** SQL: a place plans for several periods, and what is told may be of several places. */
const placeAndPeriod = `(select jsonb_build_object('zh', concat_ws(' ', place.names->>'zh', period.names->>'zh'),
    'en', concat_ws(', ', place.names->>'en', period.names->>'en'))
  from plan.period, registry.place where period.id = t.period_id and place.id = t.place_id)`

export const naming = declareNaming<PlanTables>()([
  {
    of: 'place',
    table: 'plan.plan',
    column: 'place_id',
    key: ['id'],
    what: msg('Plans'),
    called: placeAndPeriod,
    href: "'/plan/' || t.id",
  },
  {
    of: 'place',
    table: 'plan.condition_sheet',
    column: 'place_id',
    key: ['id'],
    what: msg('Condition sheets'),
    called: placeAndPeriod,
    href: "'/plan/conditions/' || t.id",
  },
  {
    of: 'post',
    table: 'plan.plan_line',
    column: 'owner_post_id',
    key: ['id'],
    what: msg('Lines of plans'),
    href: "'/plan/' || t.plan_id || '/lines/' || t.id",
  },
  {
    of: 'place',
    table: 'plan.line_reporter',
    column: 'place_id',
    key: ['plan_line_id', 'place_id'],
    what: msg('Lines of plans that it reports'),
    called: `(select indicator.names from plan.plan_line as line
      join plan.indicator on indicator.id = line.indicator_id where line.id = t.plan_line_id)`,
    href: "'/carry-out/lines/' || t.plan_line_id",
  },
  {
    of: 'place',
    table: 'plan.indicator',
    column: 'place_id',
    key: ['id'],
    what: msg('Indicators'),
    called: 't.names',
  },
  {
    of: 'place',
    table: 'plan.period',
    column: 'place_id',
    key: ['id'],
    what: msg('Plan periods'),
    called: 't.names',
  },
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
    table: 'plan.indicator_version',
    column: 'account_id',
    key: ['id'],
    what: msg('Indicators defined anew'),
    called: 't.names',
  },
  {
    of: 'account',
    table: 'plan.period_event',
    column: 'account_id',
    key: ['id'],
    what: msg('Periods closed or opened again'),
  },
])
