-- A revision begins from what stands, and nothing of it is decided (plans/actions.ts). Plans that were under revision when
-- this came still carry the decisions of the version that stands, which would overrule what the county proposes now: they
-- are taken out. A proposal that nobody has touched since that version becomes what stands; a new one stays.
with approved as (
  select v.plan_id, v.on_day, (each.line ->> 'id')::uuid as line_id, (each.line ->> 'target')::bigint as target,
    each.line -> 'phasing' as phasing
  from plan.plan join plan.plan_version as v on v.plan_id = plan.id and v.kind = 'approved'
    and v.number = plan.standing_version,
    jsonb_array_elements(v.content::jsonb -> 'lines') as each (line)
  where plan.state <> 'approved'
)
update plan.plan_line as line set
  target = case when line.target = approved.target and line.phasing = approved.phasing then line.standing_target
    else line.target end,
  phasing = case when line.target = approved.target and line.phasing = approved.phasing then line.standing_phasing
    else line.phasing end,
  decided_target = null, decided_phasing = null, decided_reason = null, decided_on = null, decided_by = null,
  edit_version = line.edit_version + 1
from approved
where approved.line_id = line.id and approved.plan_id = line.plan_id and line.binding
  and line.decided_target = line.standing_target and (line.decided_on is null or line.decided_on <= approved.on_day);
