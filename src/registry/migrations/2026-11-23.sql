create schema registry;

create table registry.place (
  id uuid primary key,
  code text not null constraint place_code_unique unique,
  names jsonb not null,
  level text not null constraint place_level_known check (level in
    ('nation', 'province', 'district', 'county', 'township')),
  from_on date,
  to_on date,
  constraint place_dates_in_order check (from_on < to_on)
);
create index place_names on registry.place using gin (names jsonb_path_ops);

create table registry.place_parent (
  place_id uuid not null references registry.place,
  parent_id uuid not null references registry.place,
  from_on date not null default '-infinity',
  to_on date not null default 'infinity',
  primary key (place_id, from_on),
  constraint place_parent_dates_in_order check (from_on < to_on),
  constraint place_parent_not_itself check (place_id <> parent_id)
);
create index place_parent_parent on registry.place_parent (parent_id);

-- The flattened tree: the ancestors of a place, itself included and the nation first, for each stretch of time.
-- Kept by registry in the transaction that changes a place or a parent; everything that asks "under whom" joins this.
create table registry.place_path (
  place_id uuid not null references registry.place,
  from_on date not null,
  to_on date not null,
  line uuid[] not null,
  primary key (place_id, from_on)
);
create index place_path_line on registry.place_path using gin (line);

create table registry.place_event (
  id uuid primary key,
  kind text not null constraint place_event_kind_known check (kind in ('open', 'transfer', 'split', 'merge', 'rename')),
  on_day date not null,
  place_id uuid not null references registry.place,
  other_place_id uuid references registry.place,
  note jsonb not null,
  source text not null,
  -- Of a renaming: what it was called until then.
  names_before jsonb,
  illustrative boolean not null default false
);
create index place_event_place on registry.place_event (place_id);
create index place_event_other on registry.place_event (other_place_id);

create table registry.trade (
  id uuid primary key,
  code text not null constraint trade_code_unique unique,
  names jsonb not null
);

create table registry.organisation (
  id uuid primary key,
  code text not null constraint organisation_code_unique unique,
  names jsonb not null,
  kind text not null constraint organisation_kind_known check (kind in
    ('office', 'supply_marketing_cooperative', 'processing_plant', 'production_group',
     'supply_marketing_production_cooperative', 'production_cooperative', 'federation', 'agency',
     'independent_artisan')),
  trade_id uuid references registry.trade,
  place_id uuid not null references registry.place,
  parent_id uuid references registry.organisation,
  founded_said text,
  status text not null constraint organisation_status_known check (status in
    ('preparing', 'active', 'dormant', 'merged', 'dissolved')),
  illustrative boolean not null default false
);
create index organisation_place on registry.organisation (place_id);

-- Which form a unit had when: a group that becomes a cooperative stays one organisation with two rows here.
create table registry.organisation_form (
  organisation_id uuid not null references registry.organisation,
  kind text not null,
  from_on date not null default '-infinity',
  to_on date not null default 'infinity',
  primary key (organisation_id, from_on)
);

create table registry.organisation_lineage (
  id uuid primary key,
  kind text not null constraint lineage_kind_known check (kind in ('became', 'merged_into', 'split_from')),
  from_organisation_id uuid not null references registry.organisation,
  to_organisation_id uuid not null references registry.organisation,
  on_said text not null,
  note jsonb not null
);

create table registry.post (
  id uuid primary key,
  code text not null constraint post_code_unique unique,
  names jsonb not null,
  organisation_kind text not null,
  single_seat boolean not null default false
);

create table registry.person (
  id uuid primary key,
  code text not null constraint person_code_unique unique,
  names jsonb not null,
  phone text,
  place_id uuid not null references registry.place,
  illustrative boolean not null default false
);
create index person_place on registry.person (place_id);

create table registry.appointment (
  id uuid primary key,
  person_id uuid not null references registry.person,
  post_id uuid not null references registry.post,
  organisation_id uuid not null references registry.organisation,
  from_on date not null,
  to_on date not null default 'infinity',
  constraint appointment_dates_in_order check (from_on < to_on)
);
create index appointment_person on registry.appointment (person_id);
create index appointment_organisation on registry.appointment (organisation_id);
