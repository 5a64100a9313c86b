-- What an indicator was called, and how it was defined, up to the day on which another definition began with a period:
-- one row for each that was left. What holds now, or is to hold, stands with the indicator itself.
create table plan.indicator_version (
  id uuid primary key,
  indicator_id uuid not null references plan.indicator,
  -- The first day of the period with which the next one begins: periods that begin before it have this one.
  until_on date not null,
  names jsonb not null,
  definition jsonb not null,
  -- Of a formula: as in plan.indicator.
  terms jsonb,
  -- Who put another one in its place, and when.
  account_id uuid not null,
  on_day date not null,
  constraint indicator_version_once unique (indicator_id, until_on)
);

-- What an indicator is called in a period with this first day: the same as wordsIn in src/plan/definitions/rules.ts.
create function plan.words_in(indicator uuid, from_on date) returns jsonb
language sql stable parallel safe as $$
  select coalesce(
    (select jsonb_build_object('names', version.names, 'definition', version.definition)
      from plan.indicator_version as version
      where version.indicator_id = $1 and version.until_on > $2 order by version.until_on limit 1),
    (select jsonb_build_object('names', own.names, 'definition', own.definition)
      from plan.indicator as own where own.id = $1))
$$;
