-- One person or unit entered twice: names compared without spaces, width, case and the marks of pinyin.
create function registry.name_key(name text) returns text immutable parallel safe language sql
  return translate(lower(normalize(name, nfkc)), 'ü ·・‧•.,-''’ʼ', 'u');

-- '临颍县针织社' and '临颍针织社' are written of one unit of a place.
create function registry.unit_key(name text) returns text immutable parallel safe language sql
  return translate(registry.name_key(name), '省市县区乡镇', '');

-- Digits alone, without the country's prefix; null for what is too short to tell anybody apart.
create function registry.phone_key(phone text) returns text immutable parallel safe language sql
  return case when length(regexp_replace(phone, '[^0-9]', '', 'g')) >= 6
    then right(regexp_replace(normalize(phone, nfkc), '[^0-9]', '', 'g'), 11) end;

create index person_name_key on registry.person (registry.name_key(names ->> 'zh'));
create index person_latin_key on registry.person (registry.name_key(names ->> 'en'), place_id);
create index person_phone_key on registry.person (registry.phone_key(phone));
create index organisation_name_key on registry.organisation (registry.name_key(names ->> 'zh'));
create index organisation_unit_key on registry.organisation (registry.unit_key(names ->> 'zh'), place_id);

-- The entry that this one was found to be a twin of: whatever named this one names that one.
alter table registry.person add column kept_as uuid references registry.person
  constraint person_kept_as_another check (kept_as <> id);
alter table registry.organisation add column kept_as uuid references registry.organisation
  constraint organisation_kept_as_another check (kept_as <> id);
create index person_kept_as on registry.person (kept_as) where kept_as is not null;
create index organisation_kept_as on registry.organisation (kept_as) where kept_as is not null;

-- What was merged into what, when, by whom and why, and which rows named the twin before: enough to take it back.
create table registry.twin (
  id uuid primary key,
  subject text not null constraint twin_subject_known check (subject in ('person', 'organisation')),
  place_id uuid not null references registry.place,
  twin_id uuid not null,
  kept_id uuid not null,
  reason text not null,
  moved jsonb not null,
  made_at timestamptz not null,
  made_by uuid not null,
  undone_at timestamptz,
  undone_by uuid,
  constraint twin_undone_whole check ((undone_at is null) = (undone_by is null))
);
create index twin_kept on registry.twin (kept_id);
create index twin_place on registry.twin (place_id);

-- Two that look alike and are not the same, as somebody said who knows.
create table registry.not_twin (
  subject text not null constraint not_twin_subject_known check (subject in ('person', 'organisation')),
  first_id uuid not null,
  second_id uuid not null,
  place_id uuid not null references registry.place,
  made_at timestamptz not null,
  made_by uuid not null,
  primary key (first_id, second_id),
  constraint not_twin_in_order check (first_id < second_id)
);
