-- Coverage is kept as totals too: beside amounts (baseline, target, actual) there are counts (plans, conditions, lines,
-- reports, counties), posted and folded in the same way; src/totals/rules.ts says what each is. And what changed the
-- totals of a place last is kept with them: a delta may name its cause, folding keeps the latest.
alter table totals.delta
  add column changed_at timestamptz,
  add column cause text,
  add column cause_month text;

-- Few deltas are unfolded at a time: reading them all costs less than keeping an index of every array.
drop index totals.delta_line;
alter table totals.delta set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- Totals high up change at every fold: room beside them lets them stay on their page, near each other.
alter table totals.total set (fillfactor = 70);
alter table totals.posted set (fillfactor = 70);

-- The last change under a place in a period, and at which place it was made.
create table totals.change (
  place_id uuid not null,
  period_id uuid not null,
  of_place_id uuid not null,
  borders_on date not null,
  changed_at timestamptz not null,
  cause text not null,
  cause_month text,
  primary key (place_id, period_id)
);

-- What is asked for most is stored as well: the total of an indicator over all trades and forms.
insert into totals.total (place_id, period_id, indicator_id, trade_id, form, measure, status, month, amount)
select place_id, period_id, indicator_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff', '*', measure, status, month, sum(amount)
from totals.total group by place_id, period_id, indicator_id, measure, status, month having sum(amount) <> 0;
