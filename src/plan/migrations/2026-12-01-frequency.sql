-- How often an indicator is reported, and so in which months of a period a line of it has figures. All that were set up
-- before are reported month by month.
alter table plan.indicator add column frequency text not null default 'month';
alter table plan.indicator add constraint indicator_frequency_known
  check (frequency in ('month', 'quarter', 'half-year', 'year', 'period'));
-- Means over months and closing accounts need the figure of every month; what is reckoned has none of its own.
alter table plan.indicator add constraint indicator_frequency_apt
  check (frequency = 'month' or (kind = 'additive' and balance is null));

-- Whether a line is due in a month of a period that ends before to_on, in a year that begins with year_from: the same as
-- isDue in src/plan/frequency/rules.ts.
create function plan.is_due(frequency text, month text, to_on date, year_from integer) returns boolean
language sql immutable parallel safe as $$
  select left(month, 4)::int * 12 + right(month, 2)::int
      = extract(year from to_on - 1)::int * 12 + extract(month from to_on - 1)::int
    or (right(month, 2)::int - year_from + 13)
      % case frequency when 'month' then 1 when 'quarter' then 3 when 'half-year' then 6 when 'year' then 12
        else 100 end = 0
$$;
