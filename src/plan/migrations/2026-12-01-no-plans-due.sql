-- A year that adds up its quarters need not ask for plans of its own: then there is no day on which they are due.
alter table plan.period alter column plans_due_on drop not null;
