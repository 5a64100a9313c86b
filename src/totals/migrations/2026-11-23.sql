-- Stored totals over the place tree. A figure is posted at one place as a signed delta with the ancestors it counts
-- under; folding adds deltas into `posted` and `total`. A total is what is stored plus what is not yet folded.
create schema totals;

create table totals.delta (
  id bigint generated always as identity primary key,
  place_id uuid not null,
  line uuid[] not null,
  -- The day whose borders decide which ancestors count it: the last day of the period.
  borders_on date not null,
  period_id uuid not null,
  indicator_id uuid not null,
  trade_id uuid not null,
  form text not null,
  measure text not null,
  status text not null,
  month text not null,
  amount bigint not null
);
create index delta_line on totals.delta using gin (line);

-- What each place itself has posted, and under which line it is counted now.
create table totals.posted (
  place_id uuid not null,
  line uuid[] not null,
  borders_on date not null,
  period_id uuid not null,
  indicator_id uuid not null,
  trade_id uuid not null,
  form text not null,
  measure text not null,
  status text not null,
  month text not null,
  amount bigint not null,
  primary key (place_id, period_id, indicator_id, trade_id, form, measure, status, month)
);

create table totals.total (
  place_id uuid not null,
  period_id uuid not null,
  indicator_id uuid not null,
  trade_id uuid not null,
  form text not null,
  measure text not null,
  status text not null,
  month text not null,
  amount bigint not null,
  primary key (place_id, period_id, indicator_id, trade_id, form, measure, status, month)
);
