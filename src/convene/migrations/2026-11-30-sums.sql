-- What is counted of a session, by the places and the posts of those who had a seat on its day. It stands as long as
-- nothing has changed that it follows from: then it is dropped, and readers count by themselves until it is kept again.
create table convene.session_sum (
  session_id uuid primary key references convene.session on delete cascade,
  -- one after the other: what each is of, and how many were what
  part_ids uuid[] not null,
  are_places boolean[] not null,
  present integer[] not null,
  excused integer[] not null,
  absent integer[] not null
);

-- Whoever keeps a sum holds its session alone. Waited for first, it is there to be dropped: each statement of a function
-- sees what was committed before it.
create function convene.drop_sums(session_ids uuid[]) returns void language plpgsql as $$
begin
  if cardinality(session_ids) > 0 then
    perform 1 from convene.session where id = any(session_ids) order by id for key share;
    delete from convene.session_sum where session_id = any(session_ids);
  end if;
end $$;

create function convene.marks_changed() returns trigger language plpgsql as $$
begin
  perform convene.drop_sums(array(select distinct session_id from changed));
  return null;
end $$;
create trigger marks_made after insert on convene.attendance
  referencing new table as changed for each statement execute function convene.marks_changed();
create trigger marks_changed after update on convene.attendance
  referencing new table as changed for each statement execute function convene.marks_changed();
create trigger marks_dropped after delete on convene.attendance
  referencing old table as changed for each statement execute function convene.marks_changed();

create function convene.seats_given() returns trigger language plpgsql as $$
begin
  perform convene.drop_sums(array(select id from convene.session
    where class_id in (select class_id from changed where seated_on is not null)));
  return null;
end $$;
create trigger seats_given after insert on convene.nomination
  referencing new table as changed for each statement execute function convene.seats_given();
create trigger seats_dropped after delete on convene.nomination
  referencing old table as changed for each statement execute function convene.seats_given();

create function convene.seats_changed() returns trigger language plpgsql as $$
begin
  perform convene.drop_sums(array(select id from convene.session where class_id in (
    select after.class_id from before join after using (id)
    where (before.person_id, before.place_id, before.post_id, before.seated_on, before.left_on)
      is distinct from (after.person_id, after.place_id, after.post_id, after.seated_on, after.left_on))));
  return null;
end $$;
create trigger seats_changed after update on convene.nomination
  referencing old table as before new table as after for each statement execute function convene.seats_changed();

create function convene.day_changed() returns trigger language plpgsql as $$
begin
  delete from convene.session_sum where session_id = new.id;
  return null;
end $$;
create trigger day_changed after update of on_day on convene.session
  for each row when (old.on_day <> new.on_day) execute function convene.day_changed();
