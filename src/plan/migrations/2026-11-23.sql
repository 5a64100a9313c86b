create schema plan;

-- A period belongs to a programme; `place_id` is the place that publishes it to everybody below.
create table plan.period (
  id uuid primary key,
  programme_id uuid not null,
  place_id uuid not null,
  parent_id uuid references plan.period,
  code text not null,
  names jsonb not null,
  from_on date not null,
  to_on date not null,
  -- The last day: its borders decide where a county's plan counts and who reviews it.
  borders_on date not null generated always as (to_on - 1) stored,
  plans_due_on date not null,
  state text not null default 'open' constraint period_state_known check (state in ('open', 'closed')),
  constraint period_dates_in_order check (from_on < to_on),
  constraint period_code_once unique (programme_id, code)
);

create table plan.indicator (
  id uuid primary key,
  programme_id uuid not null,
  place_id uuid not null,
  code text not null,
  names jsonb not null,
  definition jsonb not null,
  unit text not null constraint indicator_unit_known check (unit in
    ('count', 'persons', 'CNY-old', 'CNY', 'kg', 'pieces', 'percent')),
  kind text not null constraint indicator_kind_known check (kind in ('additive', 'ratio')),
  numerator_id uuid references plan.indicator,
  denominator_id uuid references plan.indicator,
  -- true: a closing figure that stands (groups, members); false: a flow summed over the months (output, left).
  cumulative boolean not null,
  by_trade boolean not null,
  by_form boolean not null,
  -- Lines that cannot come true by themselves: they need at least one action.
  needs_action boolean not null default false,
  -- What it counts of a trade's organisation, so that lines can be held against the condition sheet.
  counts text constraint indicator_counts_known check (counts in ('organisations', 'members')),
  position integer not null,
  constraint indicator_ratio_of_two check
    ((kind = 'ratio') = (numerator_id is not null) and (kind = 'ratio') = (denominator_id is not null)),
  constraint indicator_code_once unique (programme_id, code)
);

create table plan.condition_sheet (
  id uuid primary key,
  place_id uuid not null,
  trade_id uuid not null,
  period_id uuid not null references plan.period,
  -- code → {value, said, source, estimate}
  figures jsonb not null,
  tools jsonb not null,
  materials jsonb not null,
  markets jsonb not null,
  repairs jsonb not null,
  problems jsonb not null,
  busy_months integer[] not null,
  outlook text not null constraint outlook_known check (outlook in ('develop', 'maintain', 'restrict', 'convert')),
  outlook_reason jsonb not null,
  edit_version integer not null default 1,
  illustrative boolean not null default false,
  changed_on date not null,
  changed_by uuid not null,
  constraint condition_sheet_once unique (place_id, trade_id, period_id)
);
create index condition_sheet_period on plan.condition_sheet (period_id);

create table plan.plan (
  id uuid primary key,
  place_id uuid not null,
  period_id uuid not null references plan.period,
  state text not null default 'draft' constraint plan_state_known check (state in
    ('draft', 'submitted', 'returned', 'approved')),
  -- Number of the last immutable version; 0 before the first submission.
  version integer not null default 0,
  -- Counts every change, so that nobody decides on a plan other than the one they read.
  edit_version integer not null default 1,
  illustrative boolean not null default false,
  made_at timestamptz not null,
  constraint plan_once unique (place_id, period_id)
);
create index plan_period on plan.plan (period_id);

create table plan.plan_line (
  id uuid primary key,
  plan_id uuid not null references plan.plan,
  section text not null constraint plan_line_section_known check (section in ('develop', 'consolidate')),
  indicator_id uuid not null references plan.indicator,
  trade_id uuid,
  form text,
  baseline bigint not null constraint plan_line_baseline_not_negative check (baseline >= 0),
  -- The county's proposal. Only the county writes it.
  target bigint not null constraint plan_line_target_not_negative check (target >= 0),
  -- 'YYYY-MM' → figure: a flow's month, a stock's closing figure of the month
  phasing jsonb not null,
  -- The district's decision, beside the proposal. Only the district writes these.
  decided_target bigint constraint plan_line_decided_not_negative check (decided_target >= 0),
  decided_phasing jsonb,
  decided_reason jsonb,
  decided_on date,
  decided_by uuid,
  owner_post_id uuid,
  means jsonb not null,
  risk jsonb not null,
  note jsonb not null,
  -- Stood in an approved version: progress may be reported against it, so that it can't be taken out any more.
  binding boolean not null default false,
  edit_version integer not null default 1,
  constraint plan_line_once unique nulls not distinct (plan_id, indicator_id, trade_id, form),
  constraint plan_line_decided_whole check ((decided_target is null) = (decided_phasing is null))
);

create table plan.action (
  id uuid primary key,
  plan_line_id uuid not null references plan.plan_line on delete cascade,
  position integer not null,
  what jsonb not null,
  at_place jsonb not null,
  who jsonb not null,
  from_said text not null,
  to_said text not null
);
create index action_line on plan.action (plan_line_id);

create table plan.citation (
  plan_line_id uuid not null references plan.plan_line on delete cascade,
  kind text not null constraint citation_kind_known check (kind in ('clause', 'case_step', 'misconception')),
  ref_id uuid not null,
  primary key (plan_line_id, kind, ref_id)
);
create index citation_ref on plan.citation (kind, ref_id);

create table plan.line_comment (
  id uuid primary key,
  plan_line_id uuid not null references plan.plan_line on delete cascade,
  text jsonb not null,
  author_id uuid not null,
  -- The programme's own day, which people read; the instant stands in the journal.
  on_day date not null,
  resolved_on date,
  resolved_by uuid
);
create index line_comment_line on plan.line_comment (plan_line_id);

-- What stood when the plan was submitted or approved: written once, never changed; the digest shows that it is so.
create table plan.plan_version (
  plan_id uuid not null references plan.plan,
  number integer not null,
  kind text not null constraint plan_version_kind_known check (kind in ('submitted', 'approved')),
  content text not null,
  sha256 text not null,
  on_day date not null,
  made_by uuid not null,
  primary key (plan_id, number)
);

-- The plan's way: submitted, returned with a reason, approved.
create table plan.plan_event (
  id uuid primary key,
  plan_id uuid not null references plan.plan,
  kind text not null constraint plan_event_kind_known check (kind in
    ('opened', 'submitted', 'returned', 'approved')),
  on_day date not null,
  account_id uuid not null,
  -- reason of a return, conditions of an approval
  text jsonb not null,
  version integer not null
);
create index plan_event_plan on plan.plan_event (plan_id);
