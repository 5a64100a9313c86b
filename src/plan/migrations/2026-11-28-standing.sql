-- The approved version of a plan stands, and is reported against, until a revision of it is approved: the figures that
-- stand are kept beside those that are being revised, and totals count nothing else.
alter table plan.plan add column standing_version integer;
alter table plan.plan_line
  add column standing_baseline bigint,
  add column standing_target bigint,
  add column standing_phasing jsonb,
  -- Since when it is reported against; a later approval leaves it.
  add column standing_since date;

update plan.plan set standing_version = coalesce(
  (select max(number) from plan.plan_version as v where v.plan_id = plan.id and v.kind = 'approved'), version)
where state = 'approved' or exists (
  select 1 from plan.plan_line as line where line.plan_id = plan.id and line.binding);

-- What stands of an approved plan is what its lines say; of one under revision what its approved version says.
with kept as (
  select plan.id as plan_id, v.number, v.on_day, (each.line ->> 'id')::uuid as id,
    (each.line ->> 'baseline')::bigint as baseline, (each.line ->> 'target')::bigint as proposed,
    coalesce((each.line ->> 'decidedTarget')::bigint, (each.line ->> 'target')::bigint) as target,
    each.line -> 'phasing' as phasing
  from plan.plan join plan.plan_version as v on v.plan_id = plan.id and v.kind = 'approved',
    jsonb_array_elements(v.content::jsonb -> 'lines') as each (line)
),
since as (
  select id, min(on_day) as on_day from kept group by id
),
stands as (
  select line.id, since.on_day as since,
    case when plan.state = 'approved' or kept.id is null then line.baseline else kept.baseline end as baseline,
    case when plan.state = 'approved' or kept.id is null then coalesce(line.decided_target, line.target)
      else kept.target end as target,
    case
      when plan.state = 'approved' or kept.id is null then coalesce(line.decided_phasing, line.phasing)
      when kept.target = kept.proposed then kept.phasing
      when kept.target = line.decided_target then line.decided_phasing
      -- The months of a decision that was taken back since were not kept: those of the proposal, ending at the decision.
      else (
        select jsonb_object_agg(month, case
          when month <> last and indicator.cumulative then least(planned, kept.target)
          when month <> last then floor(coalesce(planned::numeric * kept.target / nullif(kept.proposed, 0), 0))::bigint
          when indicator.cumulative then kept.target
          else kept.target - coalesce(others, 0)::bigint end)
        from (
          select share.key as month, share.value::bigint as planned, max(share.key) over () as last,
            sum(floor(coalesce(share.value::numeric * kept.target / nullif(kept.proposed, 0), 0)))
              filter (where share.key < (select max(key) from jsonb_object_keys(kept.phasing) as key)) over () as others
          from jsonb_each_text(kept.phasing) as share
        ) as course)
    end as phasing
  from plan.plan_line as line join plan.plan on plan.id = line.plan_id
  join plan.indicator on indicator.id = line.indicator_id
  left join kept on kept.id = line.id and kept.plan_id = plan.id and kept.number = plan.standing_version
  left join since on since.id = line.id
  where line.binding
)
update plan.plan_line as line set standing_baseline = stands.baseline, standing_target = stands.target,
  standing_phasing = stands.phasing, standing_since = stands.since
from stands where stands.id = line.id;

alter table plan.plan add constraint plan_approved_stands check (state <> 'approved' or standing_version is not null);
alter table plan.plan_line add constraint plan_line_standing_whole check (binding = (standing_baseline is not null)
  and binding = (standing_target is not null) and binding = (standing_phasing is not null));

-- All that plans and condition sheets add to the totals, reckoned from their rows.
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
    coalesce(line.standing_phasing, line.phasing) as phasing
  from counted join plan.plan_line as line on line.plan_id = counted.id
  where counted.standing_version is null or line.binding
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
