-- Plans that were under revision count again as they were approved: what is posted of their counties is brought to what
-- plans and reports say of them since the approved version stands (plan and carry-out, 2026-11-28-standing.sql).
with revised as (
  select place_id, period_id from plan.plan where standing_version is not null and state <> 'approved'
),
changed as (
  select place_id, borders_on, period_id, indicator_id, trade_id, form, measure, status, month, -amount as amount
  from totals.posted where (place_id, period_id) in (select place_id, period_id from revised)
  union all
  select place_id, borders_on, period_id, indicator_id, trade_id, form, measure, status, month, -amount
  from totals.delta where (place_id, period_id) in (select place_id, period_id from revised)
  union all
  select place_id, borders_on, period_id, indicator_id, trade_id, form, measure, status, month, amount
  from plan.counted where (place_id, period_id) in (select place_id, period_id from revised)
  union all
  select place_id, borders_on, period_id, indicator_id, trade_id, form, measure, status, month, amount
  from carry_out.counted where (place_id, period_id) in (select place_id, period_id from revised)
)
insert into totals.delta (place_id, line, borders_on, period_id, indicator_id, trade_id, form, measure, status, month, amount)
select changed.place_id, coalesce(path.line, '{}'), changed.borders_on, changed.period_id, changed.indicator_id,
  changed.trade_id, changed.form, changed.measure, changed.status, changed.month, sum(changed.amount)
from changed left join registry.place_path as path on path.place_id = changed.place_id
  and path.from_on <= changed.borders_on and path.to_on > changed.borders_on
group by changed.place_id, path.line, changed.borders_on, changed.period_id, changed.indicator_id, changed.trade_id,
  changed.form, changed.measure, changed.status, changed.month
having sum(changed.amount) <> 0;
