create schema study;

create table study.policy (
  id uuid primary key,
  programme_id uuid not null,
  -- The place that publishes it: seen there, everywhere below, and by whoever reads it from above.
  place_id uuid not null,
  code text not null,
  names jsonb not null,
  source jsonb not null,
  illustrative boolean not null default false,
  -- The version that stands; 0 while no text was imported.
  version integer not null default 0,
  constraint policy_code_unique unique (programme_id, code)
);
create index policy_place on study.policy (place_id);

create table study.policy_version (
  policy_id uuid not null references study.policy,
  version integer not null constraint policy_version_positive check (version > 0),
  note text not null,
  on_day date not null,
  primary key (policy_id, version)
);

-- A clause keeps its id through all versions; what it says in each stands in clause_text. Clauses are never deleted:
-- one that a version dropped has no text in that version and stays citable.
create table study.clause (
  id uuid primary key,
  policy_id uuid not null references study.policy
);
create index clause_policy on study.clause (policy_id);

create table study.clause_text (
  clause_id uuid not null references study.clause,
  version integer not null,
  position integer not null,
  number text not null,
  depth integer not null constraint clause_depth_known check (depth between 1 and 6),
  heading boolean not null default false,
  text jsonb not null,
  primary key (clause_id, version)
);

create table study.material (
  id uuid primary key,
  programme_id uuid not null,
  place_id uuid not null,
  kind text not null constraint material_kind_known check (kind in ('reading', 'figures', 'form', 'picture')),
  title jsonb not null,
  text jsonb,
  file_sha256 text,
  file_name text,
  file_kind text,
  file_size integer,
  class_id uuid,
  session_id uuid,
  clause_id uuid references study.clause,
  illustrative boolean not null default false,
  on_day date not null,
  constraint material_file_whole check ((file_sha256 is null) = (file_name is null) and (file_sha256 is null) = (file_kind is null))
);
create index material_class on study.material (class_id);
create index material_clause on study.material (clause_id);
create index material_place on study.material (place_id);

create table study.check (
  id uuid primary key,
  class_id uuid not null,
  title jsonb not null,
  state text not null default 'draft' constraint check_state_known check (state in ('draft', 'open', 'closed')),
  -- Declared beforehand and fixed when the check opens: each person's own result is then kept.
  named boolean not null default false,
  on_day date not null,
  illustrative boolean not null default false,
  version integer not null default 1,
  -- of a check without names, from its opening on: ballots are judged by it
  public_key text
);
create index check_class on study.check (class_id);

create table study.question (
  id uuid primary key,
  check_id uuid not null references study.check,
  position integer not null,
  text jsonb not null,
  choices jsonb not null,
  right_choice integer not null,
  why jsonb not null,
  misconception_id uuid,
  constraint question_position_unique unique (check_id, position) deferrable initially deferred
);
create index question_misconception on study.question (misconception_id);

create table study.question_clause (
  question_id uuid not null references study.question on delete cascade,
  clause_id uuid not null references study.clause,
  primary key (question_id, clause_id)
);
create index question_clause_clause on study.question_clause (clause_id);

-- One row for each check without names. Both piles are single jsonb objects, whose keys PostgreSQL keeps in an order of
-- their own: they hold no order of arrival, no time and no number. The row goes when the check is closed.
create table study.ballot_box (
  check_id uuid primary key references study.check,
  private_key text not null,
  -- person → digest of the blinded message that was signed: who took a ballot, and nothing about what became of it
  taken jsonb not null default '{}',
  -- token → answers
  answers jsonb not null default '{}'
);

create table study.named_answer (
  check_id uuid not null references study.check,
  person_id uuid not null,
  answers jsonb not null,
  primary key (check_id, person_id)
);

-- Made once, when the check closes, and never again. `figures` is null where fewer than five answered.
create table study.result (
  check_id uuid primary key references study.check,
  answered integer,
  figures jsonb
);
