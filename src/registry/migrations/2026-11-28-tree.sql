-- A place that went into another lies under that one from the day on: what is kept of it goes on there. And what was
-- recorded under a place for days after it went into another lies under that one, not under nothing.
create index place_ended on registry.place (to_on) where to_on is not null;

do $$
declare
  stretch record;
  changed boolean := false;
begin
  for stretch in
    select distinct on (place.id) place.id as place_id, event.other_place_id as parent_id, place.to_on as from_on
    from registry.place join registry.place_event as event on event.place_id = place.id and event.kind = 'merge'
      and event.on_day = place.to_on and event.other_place_id is not null
    where not exists (select 1 from registry.place_parent as own where own.place_id = place.id and own.to_on > place.to_on)
    order by place.id, event.id
  loop
    insert into registry.place_parent (place_id, parent_id, from_on)
      values (stretch.place_id, stretch.parent_id, stretch.from_on);
    changed := true;
  end loop;
  -- Where that one went into a third as well, the stretch is cut again, until nothing lies under what is no more.
  for round in 1..30 loop
    exit when not exists (
      select 1 from registry.place_parent as own join registry.place as parent on parent.id = own.parent_id
      join registry.place_parent as next on next.place_id = parent.id and next.from_on = parent.to_on
      where own.to_on > parent.to_on and next.parent_id <> own.place_id
    );
    for stretch in
      select own.place_id, own.from_on, own.to_on, next.parent_id as next_id, greatest(own.from_on, parent.to_on) as cut_on
      from registry.place_parent as own join registry.place as parent on parent.id = own.parent_id
      join registry.place_parent as next on next.place_id = parent.id and next.from_on = parent.to_on
      where own.to_on > parent.to_on and next.parent_id <> own.place_id
    loop
      if stretch.from_on < stretch.cut_on then
        update registry.place_parent set to_on = stretch.cut_on
          where place_id = stretch.place_id and from_on = stretch.from_on;
      else
        delete from registry.place_parent where place_id = stretch.place_id and from_on = stretch.from_on;
      end if;
      insert into registry.place_parent (place_id, parent_id, from_on, to_on)
        values (stretch.place_id, stretch.next_id, stretch.cut_on, stretch.to_on);
      changed := true;
    end loop;
  end loop;
  if changed then
    delete from registry.place_path;
    insert into registry.place_path (place_id, from_on, to_on, line)
    with recursive tree as (
      select place.id as place_id, '-infinity'::date as from_on, 'infinity'::date as to_on, array[place.id] as line
      from registry.place where not exists (select 1 from registry.place_parent as above where above.place_id = place.id)
      union all
      select below.place_id, greatest(tree.from_on, below.from_on), least(tree.to_on, below.to_on),
        tree.line || below.place_id
      from tree join registry.place_parent as below on below.parent_id = tree.place_id
        and greatest(tree.from_on, below.from_on) < least(tree.to_on, below.to_on)
    )
    select place_id, from_on, to_on, line from tree;
  end if;
end $$;
