create schema carry_out;

-- What somebody undertook at the end of a class. It belongs to the person and to the post: whoever holds the post next
-- sees it too.
create table carry_out.commitment (
  id uuid primary key,
  class_id uuid not null,
  person_id uuid not null,
  post_id uuid not null,
  organisation_id uuid not null,
  place_id uuid not null,
  if_text jsonb not null,
  then_text jsonb not null,
  due_on date not null,
  plan_line_id uuid,
  step_id uuid,
  evidence_type text not null constraint commitment_evidence_known check (evidence_type in
    ('figure', 'document', 'photo', 'visit')),
  -- What the supervisor is asked for, and what was promised by whom.
  support_asked jsonb not null,
  support_promised jsonb,
  support_by jsonb,
  support_on date,
  state text not null default 'open' constraint commitment_state_known check (state in
    ('open', 'done', 'partly', 'dropped')),
  state_reason jsonb,
  state_on date,
  illustrative boolean not null default false,
  made_on date not null,
  made_by uuid not null,
  -- Digest of what was sent, so that the same thing sent twice is recognised.
  content_sha256 text not null,
  constraint commitment_support_whole check
    ((support_promised is null) = (support_by is null) and (support_promised is null) = (support_on is null)),
  constraint commitment_state_dated check ((state = 'open') = (state_on is null)),
  constraint commitment_dropped_with_reason check (state <> 'dropped' or state_reason is not null)
);
create index commitment_person on carry_out.commitment (person_id) where state = 'open';
create index commitment_place on carry_out.commitment (place_id);
create index commitment_line on carry_out.commitment (plan_line_id);
create index commitment_step on carry_out.commitment (step_id);

-- A figure against a plan line. Never changed: a correction is a new report that supersedes the old one.
create table carry_out.report (
  id uuid primary key,
  plan_line_id uuid not null,
  -- What the line says, kept here so that reports are grouped without walking to the plan.
  place_id uuid not null,
  period_id uuid not null,
  indicator_id uuid not null,
  trade_id uuid,
  form text,
  -- 'YYYY-MM'
  month text not null,
  as_of date not null,
  value bigint not null constraint report_value_not_negative check (value >= 0),
  -- The line's baseline when this was reported: change is measured against it.
  baseline bigint not null,
  -- Of those who left: why. Of units: how many of them lie dormant.
  left_reasons jsonb not null default '[]',
  dormant integer constraint report_dormant_not_negative check (dormant >= 0),
  source text not null constraint report_source_known check (source in ('ledger', 'slips', 'counted', 'told')),
  source_note jsonb not null,
  cause jsonb not null,
  help jsonb not null,
  state text not null default 'reported' constraint report_state_known check (state in
    ('reported', 'verified', 'disputed')),
  supersedes_id uuid references carry_out.report constraint report_superseded_once unique,
  reason jsonb,
  standing boolean not null default true,
  -- What the sender was asked to look at again: [{code, text, params}].
  looks jsonb not null default '[]',
  made_on date not null,
  made_at timestamptz not null,
  made_by uuid not null,
  content_sha256 text not null,
  constraint report_day_in_month check (to_char(as_of, 'YYYY-MM') = month),
  constraint report_correction_with_reason check ((supersedes_id is null) = (reason is null))
);
create unique index report_one_stands on carry_out.report (plan_line_id, month) where standing;
create index report_line on carry_out.report (plan_line_id);
create index report_period on carry_out.report (period_id, place_id, month);

-- A figure looked at on the spot.
create table carry_out.visit (
  id uuid primary key,
  report_id uuid not null references carry_out.report,
  on_day date not null,
  outcome text not null constraint visit_outcome_known check (outcome in ('verified', 'disputed')),
  how text not null constraint visit_how_known check (how in ('ledger', 'counted', 'asked')),
  -- What was found there, where it differs.
  found bigint constraint visit_found_not_negative check (found >= 0),
  note jsonb not null,
  made_by uuid not null,
  made_at timestamptz not null
);
create index visit_report on carry_out.visit (report_id);

-- What shows that a figure is so. The bytes are kept by their digest; the kind is read from the bytes.
create table carry_out.evidence (
  id uuid primary key,
  report_id uuid not null references carry_out.report,
  sha256 text not null,
  kind text not null constraint evidence_kind_known check (kind in ('png', 'jpeg', 'webp', 'pdf')),
  size integer not null constraint evidence_size_positive check (size > 0),
  caption text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  constraint evidence_once unique (report_id, sha256)
);
