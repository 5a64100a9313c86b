-- Each closing of a period and each opening again: who, when, and why. Before this only the journal knew, without a
-- reason.
create table plan.period_event (
  id uuid primary key,
  period_id uuid not null references plan.period,
  kind text not null constraint period_event_kind_known check (kind in ('closed', 'reopened')),
  on_day date not null,
  account_id uuid not null,
  -- what is opened again says why
  reason jsonb,
  constraint period_event_reason_said check (kind = 'closed' or reason is not null)
);
create index period_event_period on plan.period_event (period_id, id);
