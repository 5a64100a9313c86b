-- Days that were read off the clock at Greenwich before the programme's own time zone was asked: set right where they can
-- still be told by their instants, which the steps kept. As long as nobody has chosen a zone it is that of the machine,
-- which whoever applies migrations states here (platform/migrate.ts). A historical programme says its days itself.
with zone as (
  select coalesce((select value #>> '{}' from platform.setting where name = 'timeZone'),
    nullif(current_setting('hezuo.time_zone', true), ''), 'UTC') as name
)
update convene.nomination_step as step set on_day = (step.at at time zone zone.name)::date
  from zone, convene.nomination as n join convene.class on class.id = n.class_id
    join convene.programme on programme.id = class.programme_id
  where n.id = step.nomination_id and not programme.historical
    and step.on_day = (step.at at time zone 'UTC')::date and step.on_day <> (step.at at time zone zone.name)::date
    and not exists (select 1 from platform.setting where name = 'pinnedDay' and value <> 'null'::jsonb)
    and step.at <= coalesce((select applied_at from platform.migration where name = 'convene/2026-11-28-seats-asked.sql'), 'infinity');
with zone as (
  select coalesce((select value #>> '{}' from platform.setting where name = 'timeZone'),
    nullif(current_setting('hezuo.time_zone', true), ''), 'UTC') as name
)
update convene.nomination as n set seated_on = (n.decided_at at time zone zone.name)::date
  from zone, convene.class join convene.programme on programme.id = class.programme_id
  where class.id = n.class_id and not programme.historical and n.state = 'accepted' and n.left_on is null
    and n.seated_on = (n.decided_at at time zone 'UTC')::date
    and n.seated_on <> (n.decided_at at time zone zone.name)::date
    and n.decided_at <= coalesce((select applied_at from platform.migration where name = 'convene/2026-11-28-seated.sql'), 'infinity')
    and not exists (select 1 from convene.attendance as mark join convene.session on session.id = mark.session_id
      where session.class_id = n.class_id and mark.person_id = n.person_id
        and session.on_day < (n.decided_at at time zone zone.name)::date);
