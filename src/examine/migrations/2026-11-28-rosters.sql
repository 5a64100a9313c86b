-- Who may answer an examination, from how many answers on there are figures, and until when a phase is open.
alter table examine.round
  add column made_at timestamptz not null default now();
alter table examine.round
  add column roster_size integer;
alter table examine.round
  add column floor integer;
alter table examine.round
  -- of the phase that is open, or was open last
  add column closes_at timestamptz;
alter table examine.round
  -- from the closing of "before" on: until when the answers wait for later ones
  add column kept_until timestamptz;
alter table examine.ballot_box
  -- ids of people, frozen when the round opens
  add column roster jsonb not null default '[]';
alter table examine.figures
  -- how many answers were left out by lot, so that those who did not come back do not show
  add column left_out integer not null default 0;
-- What is open goes no further: those who took a ballot are its roster, and its time is over.
update examine.ballot_box set roster = coalesce(
  (select jsonb_agg(person) from jsonb_object_keys(taken) as person), '[]');
update examine.round as r set roster_size = jsonb_array_length(box.roster),
  floor = greatest(5, (jsonb_array_length(box.roster) + 1) / 2)
from examine.ballot_box as box where box.round_id = r.id;
update examine.round set closes_at = now() where stage like '%\_open';
update examine.round set kept_until = now() + interval '120 days' 
  where stage in ('before_closed', 'after_open', 'after_closed', 'later_open');
-- Roster, key and the list of ballots go when "before" closes.
delete from examine.ballot_box as box using examine.round as r
where r.id = box.round_id and r.stage <> 'before_open';
