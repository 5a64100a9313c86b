-- From which day on somebody has the seat, or has it no longer: kept with the step that said so, whatever follows it.
alter table convene.nomination_step add column from_on date;
-- Of steps that were taken before it is known of the last alone.
update convene.nomination_step as step set from_on = case step.state when 'accepted' then n.seated_on else n.left_on end
  from convene.nomination as n where n.id = step.nomination_id and n.state = step.state
    and step.state in ('accepted', 'withdrawn')
    and not exists (select 1 from convene.nomination_step as later where later.nomination_id = step.nomination_id
      and (later.at, later.id) > (step.at, step.id));
