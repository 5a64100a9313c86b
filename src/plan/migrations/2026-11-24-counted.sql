-- All that plans and condition sheets add to the totals, reckoned from their rows. Actions post the differences that
-- they make (src/plan/rules.ts); this is for what is brought in as a whole, and it is what a recount is held against.
create view plan.counted as
with counted as (
  select plan.place_id, period.borders_on, plan.period_id, plan.state, plan.illustrative, plan.id
  from plan.plan join plan.period on period.id = plan.period_id where plan.state <> 'draft'
),
line as (
  select counted.place_id, borders_on, counted.period_id, line.indicator_id,
    coalesce(line.trade_id, '00000000-0000-0000-0000-000000000000') as trade_id, coalesce(line.form, '') as form,
    state, line.baseline,
    case when state = 'approved' then coalesce(line.decided_target, line.target) else line.target end as target,
    case when state = 'approved' then coalesce(line.decided_phasing, line.phasing) else line.phasing end as phasing
  from counted join plan.plan_line as line on line.plan_id = counted.id
),
whole as (
  select place_id, borders_on, period_id, '00000000-0000-0000-0000-000000000000'::uuid as indicator_id,
    '00000000-0000-0000-0000-000000000000'::uuid as trade_id, '' as form, state, illustrative
  from counted
)
select place_id, borders_on, period_id, indicator_id, trade_id, form, 'baseline' as measure, state as status,
  '' as month, baseline as amount from line
union all
select place_id, borders_on, period_id, indicator_id, trade_id, form, 'target', state, '', target from line
union all
select place_id, borders_on, period_id, indicator_id, trade_id, form, 'target', state, share.key, share.value::bigint
from line, jsonb_each_text(phasing) as share
union all
select place_id, borders_on, period_id, indicator_id, trade_id, form, 'lines', state, '', 1 from line
where state = 'approved'
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
from plan.condition_sheet as sheet join plan.period on period.id = sheet.period_id;

-- Figures were posted all along; the counts of what is there already are added.
insert into totals.delta (place_id, line, borders_on, period_id, indicator_id, trade_id, form, measure, status, month, amount)
select counted.place_id, path.line, counted.borders_on, counted.period_id, counted.indicator_id, counted.trade_id,
  counted.form, counted.measure, counted.status, counted.month, counted.amount
from plan.counted join registry.place_path as path on path.place_id = counted.place_id
  and path.from_on <= counted.borders_on and path.to_on > counted.borders_on
where counted.measure in ('plans', 'conditions', 'lines', 'counties');
