-- Who reports a line, where it is not the place that plans it: places of one level below, lying in it, each with its part
-- of the baseline. What was approved of them stands until another version is, as of the line itself.
create table plan.line_reporter (
  plan_line_id uuid not null references plan.plan_line on delete cascade,
  place_id uuid not null,
  baseline bigint not null constraint line_reporter_baseline_not_negative check (baseline >= 0),
  standing_baseline bigint,
  standing_since date,
  primary key (plan_line_id, place_id),
  constraint line_reporter_standing_whole check ((standing_baseline is null) = (standing_since is null))
);
create index line_reporter_place on plan.line_reporter (place_id);

-- Who is expected to report each line that stands, and since when: one row for each figure of a month.
create view plan.reported_by as
select line.plan_id, line.id as plan_line_id, line.indicator_id, coalesce(named.place_id, plan.place_id) as place_id,
  coalesce(named.standing_since, line.standing_since) as since
from plan.plan_line as line join plan.plan on plan.id = line.plan_id
left join plan.line_reporter as named on named.plan_line_id = line.id and named.standing_baseline is not null
where line.binding;

-- A line is expected once of each place that reports it. Where a trade and a form are known lines are counted for counties:
-- those beyond the first of a line are 'shared'. An approved plan counts in each month in which none of its lines has
-- figures: nothing is due in it, and nothing late.
create or replace view plan.counted as
with counted as (
  select plan.place_id, period.borders_on, plan.period_id, plan.illustrative, plan.id, plan.standing_version,
    case when plan.standing_version is null then plan.state else 'approved' end as state
  from plan.plan join plan.period on period.id = plan.period_id where plan.state <> 'draft'
),
line as (
  select counted.place_id, borders_on, counted.period_id, line.indicator_id,
    coalesce(line.trade_id, '00000000-0000-0000-0000-000000000000') as trade_id, coalesce(line.form, '') as form, state,
    coalesce(line.standing_baseline, line.baseline) as baseline, coalesce(line.standing_target, line.target) as target,
    coalesce(line.standing_phasing, line.phasing) as phasing,
    greatest(1, (select count(*) from plan.line_reporter as named
      where named.plan_line_id = line.id and named.standing_baseline is not null)) as figures
  from counted join plan.plan_line as line on line.plan_id = counted.id
  where counted.standing_version is null or line.binding
),
whole as (
  select place_id, borders_on, period_id, '00000000-0000-0000-0000-000000000000'::uuid as indicator_id,
    '00000000-0000-0000-0000-000000000000'::uuid as trade_id, '' as form, state, illustrative, id
  from counted
),
idle as (
  select whole.place_id, whole.borders_on, period_id, indicator_id, trade_id, form, to_char(day, 'YYYY-MM') as month
  from whole join plan.period on period.id = whole.period_id,
    generate_series(period.from_on, period.to_on - 1, interval '1 month') as day
  where whole.state = 'approved' and not exists (select 1 from plan.plan_line as line
    where line.plan_id = whole.id and line.binding and line.standing_phasing ? to_char(day, 'YYYY-MM'))
)
select place_id, borders_on, period_id, indicator_id, trade_id, form, 'baseline' as measure, state as status,
  '' as month, baseline as amount from line
union all
select place_id, borders_on, period_id, indicator_id, trade_id, form, 'target', state, '', target from line
union all
select place_id, borders_on, period_id, indicator_id, trade_id, form, 'target', state, share.key, share.value::bigint
from line, jsonb_each_text(phasing) as share
union all
select place_id, borders_on, period_id, indicator_id, trade_id, form, 'lines', state, '', figures from line
where state = 'approved'
union all
select place_id, borders_on, period_id, indicator_id, trade_id, form, 'counties', 'shared', '', figures - 1 from line
where state = 'approved' and figures > 1 and trade_id <> '00000000-0000-0000-0000-000000000000' and form <> ''
union all
select distinct place_id, borders_on, period_id, indicator_id, wide.trade_id, wide.form, 'counties', state, '', 1
from line, lateral (values ('ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid, '*'), (line.trade_id, '*'),
  ('ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid, line.form)) as wide (trade_id, form)
where state = 'approved' and wide.trade_id <> '00000000-0000-0000-0000-000000000000' and wide.form <> ''
union all
select place_id, borders_on, period_id, indicator_id, trade_id, form, 'plans', state, '', 1 from whole
union all
select place_id, borders_on, period_id, indicator_id, trade_id, form, 'plans', 'illustrative', '', 1 from whole
where illustrative
union all
select distinct sheet.place_id, period.borders_on, sheet.period_id, '00000000-0000-0000-0000-000000000000'::uuid,
  '00000000-0000-0000-0000-000000000000'::uuid, '', 'conditions', 'known', '', 1
from plan.condition_sheet as sheet join plan.period on period.id = sheet.period_id
union all
select place_id, borders_on, period_id, indicator_id, trade_id, form, 'counties', 'none-due', month, 1 from idle;
