-- How many rows of a preview are alike in what its page tells of all of them: kept when they are judged, as the counts by
-- state are. Of candidates two stand for several.
alter table exchange.import add column tally jsonb not null default '[]';
update exchange.import as i set tally = (
  select coalesce(jsonb_agg(alike), '[]') from (
    select sheet, state, least(jsonb_array_length(candidates), 2) as candidates,
      marks @> '[{"code": "overlap"}]' as "isOverlap", has_reading as "hasReading",
      decision is not null as "isDecided", count(*) as n
    from exchange.import_row where import_id = i.id group by 1, 2, 3, 4, 5, 6) as alike);
