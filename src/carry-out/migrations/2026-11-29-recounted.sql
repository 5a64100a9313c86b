-- Where a county had gone into another, approving the plan of that one anew took what had been counted of the first one's
-- reports for its own, and took it away. What is posted of each county is brought to what its reports say.
with changed as (
  select place_id, borders_on, period_id, indicator_id, trade_id, form, measure, status, month, -amount as amount
  from totals.posted where measure = 'counties' and status <> 'approved'
  union all
  select place_id, borders_on, period_id, indicator_id, trade_id, form, measure, status, month, -amount
  from totals.delta where measure = 'counties' and status <> 'approved'
  union all
  select place_id, borders_on, period_id, indicator_id, trade_id, form, measure, status, month, amount
  from carry_out.counted where measure = 'counties'
)
insert into totals.delta (place_id, line, borders_on, period_id, indicator_id, trade_id, form, measure, status, month, amount)
select changed.place_id, coalesce(path.line, '{}'), changed.borders_on, changed.period_id, changed.indicator_id,
  changed.trade_id, changed.form, changed.measure, changed.status, changed.month, sum(changed.amount)
from changed left join registry.place_path as path on path.place_id = changed.place_id
  and path.from_on <= changed.borders_on and path.to_on > changed.borders_on
group by changed.place_id, path.line, changed.borders_on, changed.period_id, changed.indicator_id, changed.trade_id,
  changed.form, changed.measure, changed.status, changed.month
having sum(changed.amount) <> 0;
