-- A line may be reported by places below the one that plans it, each month of each a figure of its own: place_id stays
-- the place that plans, where figures are posted.
alter table carry_out.report add column reporter_id uuid;
update carry_out.report set reporter_id = place_id;
alter table carry_out.report alter column reporter_id set not null;
drop index carry_out.report_one_stands;
create unique index report_one_stands on carry_out.report (plan_line_id, reporter_id, month) where standing;

-- What stands of a line is what each of its reporters said last. A month is whole once every line reported it that is
-- due in it. Where a trade and a form are known lines are counted for counties: further figures of the same line and
-- month are reported 'again'. Parts count under their own ids as the figure does under its indicator's; what a report of
-- a stock does not say takes out what the one before it said: the parts told are always of the figures that stand.
create or replace view carry_out.counted as
with standing as (
  select report.place_id, period.borders_on, report.period_id, report.indicator_id,
    coalesce(report.trade_id, '00000000-0000-0000-0000-000000000000') as trade_id, coalesce(report.form, '') as form,
    report.month, report.value, report.baseline, report.state, coalesce(report.dormant, 0) as dormant, report.parts,
    indicator.cumulative, line.plan_id, report.plan_line_id, period.to_on, programme.year_from,
    row_number() over of_line as n, lag(report.value) over of_line as last_value,
    lag(report.state) over of_line as last_state, coalesce(lag(report.dormant) over of_line, 0) as last_dormant,
    coalesce(lag(report.parts) over of_line, '{}') as last_parts
  from carry_out.report
  join plan.period on period.id = report.period_id
  join convene.programme on programme.id = period.programme_id
  join plan.indicator on indicator.id = report.indicator_id
  join plan.plan_line as line on line.id = report.plan_line_id
  where report.standing
  window of_line as (partition by report.plan_line_id, report.reporter_id order by report.month)
),
wider as (
  select standing.place_id, borders_on, period_id, indicator_id, wide.trade_id, wide.form, month
  from standing, lateral (values ('ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid, '*'), (standing.trade_id, '*'),
    ('ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid, standing.form)) as wide (trade_id, form)
  where wide.trade_id <> '00000000-0000-0000-0000-000000000000' and wide.form <> ''
),
county as (
  select place_id, borders_on, period_id, month, count(*) as reports,
    (select count(*) from plan.reported_by as due join plan.indicator on indicator.id = due.indicator_id
      where due.plan_id = standing.plan_id
        and plan.is_due(indicator.frequency, standing.month, standing.to_on, standing.year_from)) as lines
  from standing group by place_id, borders_on, period_id, month, plan_id, to_on, year_from
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
select place_id, borders_on, period_id, said.key::uuid, trade_id, form, 'actual', state, month, said.value::bigint
from standing, jsonb_each_text(parts) as said
union all
select place_id, borders_on, period_id, said.key::uuid, trade_id, form, 'actual', last_state, month,
  -said.value::bigint from standing, jsonb_each_text(last_parts) as said where cumulative
union all
select place_id, borders_on, period_id, said.key::uuid, trade_id, form, 'reports', state, month, 1
from standing, jsonb_each_text(parts) as said
union all
select distinct place_id, borders_on, period_id, indicator_id, trade_id, form, 'counties', 'reported', month, 1
from wider
union all
select place_id, borders_on, period_id, indicator_id, trade_id, form, 'counties', 'again', month, count(*) - 1
from standing where trade_id <> '00000000-0000-0000-0000-000000000000' and form <> ''
group by place_id, borders_on, period_id, indicator_id, trade_id, form, month, plan_line_id having count(*) > 1
union all
select place_id, borders_on, period_id, '00000000-0000-0000-0000-000000000000'::uuid,
  '00000000-0000-0000-0000-000000000000'::uuid, '', 'counties',
  case when reports >= lines then 'whole' else 'partly' end, month, 1
from county;
