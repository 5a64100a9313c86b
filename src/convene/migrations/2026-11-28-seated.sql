-- From which day somebody sits in a class, and from which day no longer: attendance is of those who had a seat that day.
alter table convene.nomination add column seated_on date;
alter table convene.nomination add column left_on date;

-- Who was accepted before this was kept: from the day of the decision, of a historical class from its first day on.
-- Whoever was marked earlier sat there earlier.
update convene.nomination as n set seated_on = least(
    case when programme.historical then class.first_day else coalesce((n.decided_at at time zone 'UTC')::date, class.first_day) end,
    (select min(session.on_day) from convene.attendance as mark join convene.session on session.id = mark.session_id
      where session.class_id = n.class_id and mark.person_id = n.person_id))
  from convene.class join convene.programme on programme.id = class.programme_id
  where class.id = n.class_id and n.state = 'accepted';

-- Who withdrew and had been marked was there as long as the marks say. (Unless they are of a seat held again since.)
update convene.nomination as n set seated_on = marked.first, left_on = marked.last + 1
  from (select session.class_id, mark.person_id, min(session.on_day) as first, max(session.on_day) as last
    from convene.attendance as mark join convene.session on session.id = mark.session_id
    group by session.class_id, mark.person_id) as marked
  where marked.class_id = n.class_id and marked.person_id = n.person_id and n.state = 'withdrawn'
    and n.id = (select other.id from convene.nomination as other where other.class_id = n.class_id
      and other.person_id = n.person_id and other.state in ('accepted', 'withdrawn')
      order by other.state, other.arrival desc limit 1);

alter table convene.nomination add constraint nomination_accepted_from_a_day
  check (state <> 'accepted' or seated_on is not null);
alter table convene.nomination add constraint nomination_days_in_order
  check (left_on is null or left_on >= seated_on);

-- What was changed after a class had ended, by whom and why.
create table convene.correction (
  id uuid primary key,
  class_id uuid not null references convene.class,
  what text not null constraint correction_what_known check (what in ('accepted', 'withdrawn', 'marked')),
  nomination_id uuid references convene.nomination,
  session_id uuid references convene.session,
  marks integer not null,
  reason text,
  account_id uuid not null,
  -- the day of the programme
  on_day date not null,
  at timestamptz not null
);
create index correction_class on convene.correction (class_id, at, id);
create index correction_nomination on convene.correction (nomination_id);

-- The figures of a class as they were when it had ended, kept before the first correction changes them.
create table convene.class_end (
  class_id uuid primary key references convene.class,
  figures jsonb not null,
  at timestamptz not null
);
