-- What changed a place itself last is kept beside what changed anything below it: a county's own is found again, whatever
-- went into it meanwhile.
alter table totals.change add column is_own boolean;
update totals.change set is_own = place_id = of_place_id;
alter table totals.change alter column is_own set not null;
alter table totals.change drop constraint change_pkey;
alter table totals.change add primary key (place_id, period_id, is_own);
