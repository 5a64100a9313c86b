-- The programme's calendar: the month that its year begins with, and the day of the next month on which reports are due.
-- Every programme had its year from January, and its reports due on the 5th.
alter table convene.programme
  add column year_from smallint not null default 1,
  add column due_day smallint not null default 5;
alter table convene.programme add constraint programme_year_from_month check (year_from between 1 and 12);
alter table convene.programme add constraint programme_due_day_known check (due_day between 1 and 28);
