-- What happens to a nomination after the deadline: taken as late, with the reason, or refused.
alter table convene.class add column late_rule text not null default 'late';
alter table convene.class add constraint class_late_rule_known check (late_rule in ('late', 'refused'));
-- What happens where somebody is accepted who sits in another class on the same days: refused, or let through with a reason.
alter table convene.class add column clash_rule text not null default 'refused';
alter table convene.class add constraint class_clash_rule_known check (clash_rule in ('refused', 'reason'));
alter table convene.nomination add column is_late boolean not null default false;

-- Every step that a nomination took, with its reason: what stands in the nomination itself is the last.
create table convene.nomination_step (
  id uuid primary key,
  nomination_id uuid not null references convene.nomination,
  person_id uuid not null,
  state text not null,
  reason text,
  account_id uuid,
  -- the day of the programme; of steps that were taken before these were kept the day by the clock
  on_day date not null,
  at timestamptz not null
);
create index nomination_step_nomination on convene.nomination_step (nomination_id, at);
create index nomination_step_person on convene.nomination_step (person_id);

insert into convene.nomination_step (id, nomination_id, person_id, state, reason, account_id, on_day, at)
select gen_random_uuid(), n.id, n.person_id, case when n.decided_at is null then n.state else 'nominated' end,
  null, n.made_by, (n.made_at at time zone 'UTC')::date, n.made_at
from convene.nomination as n;
insert into convene.nomination_step (id, nomination_id, person_id, state, reason, account_id, on_day, at)
select gen_random_uuid(), n.id, n.person_id, n.state, n.reason, n.decided_by, (n.decided_at at time zone 'UTC')::date, n.decided_at
from convene.nomination as n where n.decided_at is not null;
