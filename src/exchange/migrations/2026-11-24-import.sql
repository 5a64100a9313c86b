create schema if not exists exchange;

-- A file that somebody brought in: first a preview that can be put right, then done or thrown away.
create table exchange.import (
  id uuid primary key,
  kind text not null,
  file_name text not null,
  sha256 text not null,
  encoding text,
  -- the sheets with their headings, and which column each is taken for
  heads jsonb not null,
  counts jsonb not null,
  state text not null constraint import_state_known check (state in ('open', 'done')),
  -- the place that its maker is responsible for
  place_id uuid not null references registry.place,
  made_by uuid not null references access.account,
  made_at timestamptz not null,
  done_at timestamptz,
  constraint import_done_has_time check ((state = 'done') = (done_at is not null))
);
create index import_maker on exchange.import (made_by, id);
create index import_place on exchange.import (place_id);

-- The rows of a preview, as long as it is one: personal data is not kept twice.
create table exchange.import_row (
  import_id uuid not null references exchange.import on delete cascade,
  position integer not null,
  sheet integer not null,
  row_number integer not null,
  cells jsonb not null,
  -- what stood in cells that were corrected, by their place in the row
  corrected jsonb not null default '{}',
  decision text,
  state text not null,
  marks jsonb not null,
  candidates jsonb not null,
  primary key (import_id, position)
);
create index import_row_state on exchange.import_row (import_id, state, position);
