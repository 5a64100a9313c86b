create schema cases;

-- A practice case: what one unit did, told so that another can judge whether it fits. What is searched, filtered and
-- decided on stands in columns; the telling itself is one document, read and written as a whole.
create table cases.practice_case (
  id uuid primary key,
  programme_id uuid not null,
  -- The programme's place: a published case is seen there and everywhere below.
  audience_place_id uuid not null,
  place_id uuid not null,
  organisation_id uuid not null,
  trade_id uuid not null,
  form_before text not null constraint practice_case_form_before_known check (form_before in
    ('independent_artisan', 'production_group', 'supply_marketing_production_cooperative', 'production_cooperative')),
  form_after text not null constraint practice_case_form_after_known check (form_after in
    ('independent_artisan', 'production_group', 'supply_marketing_production_cooperative', 'production_cooperative')),
  from_said text not null,
  to_said text not null,
  presenter_id uuid not null,
  presenter_post_id uuid not null,
  -- People in the unit at the start: what "a unit of my size" compares.
  people integer not null constraint practice_case_people_positive check (people > 0),
  title jsonb not null,
  record jsonb not null,
  state text not null default 'draft' constraint practice_case_state_known check (state in
    ('draft', 'submitted', 'published', 'withdrawn')),
  -- Why it was last sent back or withdrawn; null otherwise.
  reason text,
  published_on date,
  illustrative boolean not null default false,
  version integer not null default 1
);
create index practice_case_place on cases.practice_case (place_id);
create index practice_case_audience on cases.practice_case (audience_place_id, state);

create table cases.case_step (
  id uuid primary key,
  case_id uuid not null references cases.practice_case,
  n integer not null constraint case_step_n_positive check (n > 0),
  on_said text,
  title jsonb not null,
  who jsonb not null,
  what jsonb not null,
  constraint case_step_n_unique unique (case_id, n) deferrable initially deferred
);

create table cases.step_clause (
  step_id uuid not null references cases.case_step on delete cascade,
  clause_id uuid not null,
  primary key (step_id, clause_id)
);
create index step_clause_clause on cases.step_clause (clause_id);

create table cases.result (
  id uuid primary key,
  case_id uuid not null references cases.practice_case,
  n integer not null constraint result_n_positive check (n > 0),
  indicator jsonb not null,
  unit jsonb not null,
  before_value double precision not null,
  before_said text not null,
  after_value double precision not null,
  after_said text not null,
  -- Whether a smaller figure is the better one: defects, cost.
  less_is_better boolean not null default false,
  source jsonb not null,
  evidence text not null default 'self_reported' constraint result_evidence_known check (evidence in
    ('self_reported', 'document_seen', 'field_verified', 'audited')),
  verified_by jsonb,
  verified_on date,
  constraint result_n_unique unique (case_id, n) deferrable initially deferred,
  constraint result_verified_by_somebody check (evidence = 'self_reported' or (verified_by is not null and verified_on is not null))
);

-- The presenter's consent. At most one stands at a time; those taken back stay, with their day.
create table cases.consent (
  id uuid primary key,
  case_id uuid not null references cases.practice_case,
  person_id uuid not null,
  given_on date not null,
  how text not null constraint consent_how_known check (how in ('signed', 'spoken', 'meeting')),
  note text not null default '',
  withdrawn_on date,
  constraint consent_dates_in_order check (given_on <= withdrawn_on)
);
create unique index consent_one_stands on cases.consent (case_id) where withdrawn_on is null;

-- A question asked without a name carries none: nobody can look it up here.
create table cases.question (
  id uuid primary key,
  case_id uuid not null references cases.practice_case,
  step_id uuid references cases.case_step on delete set null,
  asker_names jsonb,
  text jsonb not null,
  asked_on date not null,
  answer jsonb,
  answered_by jsonb,
  answered_on date,
  constraint question_answered_wholly check ((answer is null) = (answered_on is null))
);
create index question_case on cases.question (case_id);

create table cases.adoption (
  step_id uuid not null references cases.case_step,
  plan_line_id uuid not null,
  place_id uuid not null,
  adopted_on date not null,
  primary key (step_id, plan_line_id)
);
create index adoption_line on cases.adoption (plan_line_id);
