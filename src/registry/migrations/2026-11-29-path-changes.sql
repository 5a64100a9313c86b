-- What changed of where a county lay, by the borders of which days, and when that was recorded: on other borders than
-- the period's own nothing else tells that a sum over counties has another one in it, or one less, than before.
create table registry.path_change (
  id bigint generated always as identity primary key,
  place_id uuid not null references registry.place,
  from_on date not null,
  to_on date not null,
  line_before uuid[] not null,
  line_after uuid[] not null,
  at timestamptz not null
);
