-- A change of a seat drops what is counted of the sessions in which its person was marked, not of all of the class: of
-- nobody else is anything counted otherwise. A mark that is being made meanwhile holds the seat that it counts under, so
-- that it is seen here or comes later and drops its session by itself. All this holds as long as writers see what was
-- committed before each statement (read committed).
create or replace function convene.seats_changed() returns trigger language plpgsql as $$
begin
  perform convene.drop_sums(array(
    select distinct mark.session_id from before join after using (id)
    join convene.attendance as mark on mark.person_id in (before.person_id, after.person_id)
    join convene.session on session.id = mark.session_id and session.class_id = after.class_id
    where (before.person_id, before.place_id, before.post_id, before.seated_on, before.left_on)
      is distinct from (after.person_id, after.place_id, after.post_id, after.seated_on, after.left_on)));
  return null;
end $$;

-- Two who drop the same sums do so in one order.
create or replace function convene.drop_sums(session_ids uuid[]) returns void language plpgsql as $$
begin
  if cardinality(session_ids) > 0 then
    perform 1 from convene.session where id = any(session_ids) order by id for key share;
    delete from convene.session_sum where session_id in (
      select session_id from convene.session_sum where session_id = any(session_ids) order by session_id for update);
  end if;
end $$;
