-- What was counted under paths that places have no longer is counted under those that they have now.
update totals.delta set line = path.line from registry.place_path as path
where path.place_id = delta.place_id and path.from_on <= delta.borders_on and path.to_on > delta.borders_on
  and path.line <> delta.line;

with moved as (
  select posted.*, path.line as new_line from totals.posted
  join registry.place_path as path on path.place_id = posted.place_id
    and path.from_on <= posted.borders_on and path.to_on > posted.borders_on
  where path.line <> posted.line
),
now_under as (
  update totals.posted set line = moved.new_line from moved
  where (posted.place_id, posted.period_id, posted.indicator_id, posted.trade_id, posted.form, posted.measure,
         posted.status, posted.month)
      = (moved.place_id, moved.period_id, moved.indicator_id, moved.trade_id, moved.form, moved.measure,
         moved.status, moved.month)
),
change as (
  select above, period_id, indicator_id, trade_id, form, measure, status, month, -amount as amount
  from moved cross join unnest(line) as above
  union all
  select above, period_id, indicator_id, trade_id, form, measure, status, month, amount
  from moved cross join unnest(new_line) as above
)
insert into totals.total (place_id, period_id, indicator_id, trade_id, form, measure, status, month, amount)
select above, period_id, indicator_id, wide.trade_id, wide.form, measure, status, month, sum(amount)
from change, lateral (
  select change.trade_id, change.form
  union all
  select 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid, '*'
  where change.trade_id <> 'ffffffff-ffff-ffff-ffff-ffffffffffff' and change.form <> '*'
    and change.indicator_id <> '00000000-0000-0000-0000-000000000000'
) as wide
group by above, period_id, indicator_id, wide.trade_id, wide.form, measure, status, month having sum(amount) <> 0
on conflict (place_id, period_id, indicator_id, trade_id, form, measure, status, month)
  do update set amount = total.amount + excluded.amount;
