-- What an event changed, so that it can be taken back: null of one that was recorded before this was kept.
alter table registry.place_event add column kept jsonb;
alter table registry.place_event add column taken_back_at timestamptz;
alter table registry.place_event add column taken_back_by uuid;
alter table registry.place_event add column taken_back_reason text;
alter table registry.place_event add constraint place_event_taken_back_whole
  check ((taken_back_at is null) = (taken_back_reason is null));
