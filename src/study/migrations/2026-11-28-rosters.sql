-- Who may answer a check without names, from how many answers on there are figures, and until when it is open.
alter table study.check
  -- when the questions were last saved before it opened
  add column made_at timestamptz not null default now();
alter table study.check
  add column roster_size integer;
alter table study.check
  add column floor integer;
alter table study.check
  add column closes_at timestamptz;
alter table study.ballot_box
  -- ids of people, frozen when the check opened
  add column roster jsonb not null default '[]';
-- What is open goes no further: those who took a ballot are its roster, and its time is over.
update study.ballot_box set roster = coalesce(
  (select jsonb_agg(person) from jsonb_object_keys(taken) as person), '[]');
update study.check as c set closes_at = now(), roster_size = jsonb_array_length(box.roster),
  floor = greatest(5, (jsonb_array_length(box.roster) + 1) / 2)
from study.ballot_box as box where box.check_id = c.id;

-- Figures that were told about questions, whichever room told them: a later figure about the same question may lay bare
-- one person by the difference. `keys` are digests of what the questions are known by (base/rosters.ts).
create table study.asked (
  id uuid primary key,
  -- the check or the examination
  of_id uuid not null,
  class_id uuid not null,
  answered integer not null,
  keys text[] not null
);
create index asked_keys on study.asked using gin (keys);
create index asked_of on study.asked (of_id);

-- Who took a ballot for it: kept while its class is open, and in no backup.
create table study.asked_people (
  asked_id uuid primary key references study.asked on delete cascade,
  people jsonb not null
);

-- What was told before this version, as well as it can be said in SQL.
insert into study.asked (id, of_id, class_id, answered, keys)
select gen_random_uuid(), c.id, c.class_id, r.answered, coalesce((
    select array_agg(distinct left(encode(sha256(convert_to(told.kind || ':' || coalesce(nullif(regexp_replace(
      lower(normalize(told.text, nfkc)), '[[:space:][:punct:]。、“”‘’《》—·]', '', 'g'), ''), told.text), 'UTF8')), 'hex'), 32))
    from study.question as q, lateral (
      select 'text' as kind, value as text from jsonb_each_text(q.text)
      union all select 'right', value from jsonb_each_text(q.choices -> q.right_choice)) as told
    where q.check_id = c.id and told.text <> ''), '{}')
from study.check as c join study.result as r on r.check_id = c.id
where r.figures is not null and exists (select 1 from study.question as q where q.check_id = c.id);
-- The same of examinations, where there are any yet.
do $$ begin
  if to_regclass('examine.figures') is not null then
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
  end if;
end $$;
