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
