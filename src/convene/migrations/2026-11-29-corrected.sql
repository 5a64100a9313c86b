-- Whose a correction was, and from what to what: known for good, whatever becomes of the marks and of the nomination.
create table convene.correction_person (
  correction_id uuid not null references convene.correction,
  person_id uuid not null,
  -- of marks: what held before (null: nothing) and what holds since (null: not known any more)
  from_state text,
  to_state text,
  primary key (correction_id, person_id)
);
create index correction_person_person on convene.correction_person (person_id);

-- Of a nomination the person of the step that was taken with it.
insert into convene.correction_person (correction_id, person_id)
select made.id, coalesce((select step.person_id from convene.nomination_step as step
    where step.nomination_id = made.nomination_id and step.at <= made.at order by step.at desc, step.id desc limit 1), n.person_id)
from convene.correction as made join convene.nomination as n on n.id = made.nomination_id;
-- Of marks those that were received with it, as far as they are kept.
insert into convene.correction_person (correction_id, person_id)
select made.id, mark.person_id from convene.correction as made
  join convene.attendance_mark as mark on mark.session_id = made.session_id and mark.received_at = made.at
    and mark.account_id = made.account_id
where made.what = 'marked'
union
select made.id, mark.person_id from convene.correction as made
  join convene.attendance as mark on mark.session_id = made.session_id and mark.received_at = made.at
where made.what = 'marked';
-- Whose the others were is not known any more. Where it was somebody who was erased, the reason may be about that person.
update convene.correction as made set reason = null where made.reason is not null
  and not exists (select 1 from convene.correction_person as whose where whose.correction_id = made.id)
  and exists (select 1 from convene.attendance as mark join registry.person on person.id = mark.person_id
    where mark.session_id = made.session_id and person.erased_at is not null);

-- Days that were read off the clock at Greenwich before the programme's own time zone was asked: set right where they can
-- still be told by their instants, which the steps kept.
update convene.nomination_step as step set on_day = (step.at at time zone zone.name)::date
  from (select coalesce((select value #>> '{}' from platform.setting where name = 'timeZone'), 'UTC') as name) as zone
  where zone.name <> 'UTC' and step.on_day = (step.at at time zone 'UTC')::date
    and not exists (select 1 from platform.setting where name = 'pinnedDay' and value <> 'null'::jsonb)
    and step.at <= coalesce((select applied_at from platform.migration where name = 'convene/2026-11-28-seats-asked.sql'), 'infinity');
update convene.nomination as n set seated_on = (n.decided_at at time zone zone.name)::date
  from (select coalesce((select value #>> '{}' from platform.setting where name = 'timeZone'), 'UTC') as name) as zone,
    convene.class join convene.programme on programme.id = class.programme_id
  where zone.name <> 'UTC' and class.id = n.class_id and not programme.historical and n.state = 'accepted' and n.left_on is null
    and n.seated_on = (n.decided_at at time zone 'UTC')::date
    and n.decided_at <= coalesce((select applied_at from platform.migration where name = 'convene/2026-11-28-seated.sql'), 'infinity')
    and not exists (select 1 from convene.attendance as mark join convene.session on session.id = mark.session_id
      where session.class_id = n.class_id and mark.person_id = n.person_id
        and session.on_day < (n.decided_at at time zone zone.name)::date);
