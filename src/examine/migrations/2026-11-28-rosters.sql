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
update examine.round set kept_until = now() + interval '120 days' where stage in ('before_closed', 'after_open');
-- Roster, key and the list of ballots go when "before" closes.
delete from examine.ballot_box as box using examine.round as r
where r.id = box.round_id and r.stage <> 'before_open';
-- What was told before this version, as well as it can be said in SQL: see study.asked.
insert into study.asked (id, of_id, class_id, answered, keys)
select gen_random_uuid(), r.id, r.class_id, f.answered, coalesce((
    select array_agg(distinct left(encode(sha256(convert_to(told.kind || ':' || coalesce(nullif(regexp_replace(
      lower(normalize(told.text, nfkc)), '[[:space:][:punct:]。、“”‘’《》—·]', '', 'g'), ''), told.text), 'UTF8')), 'hex'), 32))
    from examine.round_card as rc join examine.misconception as card on card.id = rc.misconception_id, lateral (
      select 'text' as kind, value as text from jsonb_each_text(card.statement)
      union all select 'right', value from jsonb_each_text(card.correction)) as told
    where rc.round_id = r.id and told.text <> ''), '{}')
from examine.round as r join examine.figures as f on f.round_id = r.id
where f.cards is not null;
