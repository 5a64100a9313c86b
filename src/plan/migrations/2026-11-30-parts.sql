-- What figures are told apart by: women and men, age groups. What a programme sets up, and which indicator has which.
create table plan.disaggregation (
  id uuid primary key,
  programme_id uuid not null,
  -- What packs name it by; never changes.
  code text not null,
  names jsonb not null,
  -- In totals, figures from 1 to below this are withheld; 0 withholds none.
  least integer not null default 0,
  position integer not null,
  -- No longer asked from this day on; what was told by it stays.
  retired_on date,
  constraint disaggregation_code_once unique (programme_id, code)
);
alter table plan.disaggregation add constraint disaggregation_least_known check (least = 0 or least between 3 and 100);
create table plan.disaggregation_part (
  id uuid primary key,
  disaggregation_id uuid not null references plan.disaggregation,
  code text not null,
  names jsonb not null,
  position integer not null,
  retired_on date,
  constraint disaggregation_part_code_once unique (disaggregation_id, code)
);
-- A part of the figures of one indicator: totals hold it under this id, in the place of an indicator's.
create table plan.indicator_part (
  id uuid primary key,
  indicator_id uuid not null references plan.indicator,
  part_id uuid not null references plan.disaggregation_part,
  constraint indicator_part_once unique (indicator_id, part_id)
);
create index indicator_part_part on plan.indicator_part (part_id);
