-- All that standing reports add to the totals, reckoned from their rows. Actions post the differences that they make
-- (src/carry-out/figures.ts and coverage.ts); this is for what is brought in as a whole.
create view carry_out.counted as
with standing as (
  select report.place_id, period.borders_on, report.period_id, report.indicator_id,
    coalesce(report.trade_id, '00000000-0000-0000-0000-000000000000') as trade_id, coalesce(report.form, '') as form,
    report.month, report.value, report.baseline, report.state, coalesce(report.dormant, 0) as dormant,
    indicator.cumulative, plan.id as plan_id, plan.state as plan_state,
    row_number() over of_line as n, lag(report.value) over of_line as last_value,
    lag(report.state) over of_line as last_state, coalesce(lag(report.dormant) over of_line, 0) as last_dormant
  from carry_out.report
  join plan.period on period.id = report.period_id
  join plan.indicator on indicator.id = report.indicator_id
  join plan.plan_line as line on line.id = report.plan_line_id
  join plan.plan on plan.id = line.plan_id
  where report.standing
  window of_line as (partition by report.plan_line_id order by report.month)
),
wider as (
  select standing.place_id, borders_on, period_id, indicator_id, wide.trade_id, wide.form, month, plan_state
  from standing, lateral (values ('ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid, '*'), (standing.trade_id, '*'),
    ('ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid, standing.form)) as wide (trade_id, form)
  where wide.trade_id <> '00000000-0000-0000-0000-000000000000' and wide.form <> ''
),
county as (
  select place_id, borders_on, period_id, month, count(*) as reports,
    (select count(*) from plan.plan_line as line where line.plan_id = standing.plan_id) as lines
  from standing group by place_id, borders_on, period_id, month, plan_id
)
select place_id, borders_on, period_id, indicator_id, trade_id, form, 'actual' as measure, state as status, month,
  value as amount from standing
union all
select place_id, borders_on, period_id, indicator_id, trade_id, form, 'actual', last_state, month, -last_value
from standing where cumulative and n > 1
union all
select place_id, borders_on, period_id, indicator_id, trade_id, form, 'actual', 'dormant', month,
  dormant - last_dormant from standing where dormant <> last_dormant
union all
select place_id, borders_on, period_id, indicator_id, trade_id, form, 'baseline', 'reported', month, baseline
from standing where n = 1
union all
select place_id, borders_on, period_id, indicator_id, trade_id, form, 'reports', state, month, 1 from standing
union all
select place_id, borders_on, period_id, indicator_id, trade_id, form, 'lines', 'kept', month, 1 from standing
where n = 1 and plan_state <> 'approved'
union all
select distinct place_id, borders_on, period_id, indicator_id, trade_id, form, 'counties', 'reported', month, 1
from wider
union all
select place_id, borders_on, period_id, indicator_id, trade_id, form, 'counties', 'kept', min(month), 1
from wider where plan_state <> 'approved' group by place_id, borders_on, period_id, indicator_id, trade_id, form
union all
select place_id, borders_on, period_id, '00000000-0000-0000-0000-000000000000'::uuid,
  '00000000-0000-0000-0000-000000000000'::uuid, '', 'counties',
  case when reports >= lines then 'whole' else 'partly' end, month, 1
from county;

insert into totals.delta (place_id, line, borders_on, period_id, indicator_id, trade_id, form, measure, status, month, amount)
select counted.place_id, path.line, counted.borders_on, counted.period_id, counted.indicator_id, counted.trade_id,
  counted.form, counted.measure, counted.status, counted.month, counted.amount
from carry_out.counted join registry.place_path as path on path.place_id = counted.place_id
  and path.from_on <= counted.borders_on and path.to_on > counted.borders_on
where counted.measure in ('reports', 'lines', 'counties');

-- What changed the totals last stood in the journal alone.
insert into totals.change (place_id, period_id, of_place_id, borders_on, changed_at, cause, cause_month)
select distinct on (above, entry.period_id) above, entry.period_id, entry.place_id, period.borders_on, entry.at, entry.verb, entry.month
from (
  select entry.id, entry.place_id, entry.at, entry.verb, entry.detail->>'month' as month,
    coalesce((entry.detail->>'periodId')::uuid, plan.period_id) as period_id
  from platform.journal as entry left join plan.plan on plan.id = entry.subject_id and entry.kind = 'plan'
  where entry.verb in ('plan.submitted', 'plan.returned', 'plan.approved', 'report.made', 'report.corrected',
    'report.verified', 'report.disputed')
) as entry
join plan.period on period.id = entry.period_id
join registry.place_path as path on path.place_id = entry.place_id
cross join unnest(path.line) as above
where path.from_on <= period.borders_on and path.to_on > period.borders_on
order by above, entry.period_id, entry.id desc;
