create schema examine;

-- A card holds a statement about work against the facts. It never names a person.
create table examine.misconception (
  id uuid primary key,
  programme_id uuid not null,
  place_id uuid not null,
  code text not null,
  position integer not null,
  statement jsonb not null,
  reasons jsonb not null,
  correction jsonb not null,
  instead jsonb not null,
  question jsonb not null,
  source jsonb not null,
  origin text not null constraint misconception_origin_known check (origin in ('class', 'recorded', 'added')),
  illustrative boolean not null default false,
  version integer not null default 1,
  constraint misconception_code_unique unique (programme_id, code)
);
create index misconception_place on examine.misconception (place_id);

create table examine.evidence (
  id uuid primary key,
  misconception_id uuid not null references examine.misconception,
  position integer not null,
  text jsonb not null,
  source jsonb not null,
  clause_id uuid,
  step_id uuid,
  illustrative boolean not null default false,
  constraint evidence_one_end check (clause_id is null or step_id is null)
);
create index evidence_card on examine.evidence (misconception_id);
create index evidence_clause on examine.evidence (clause_id);
create index evidence_step on examine.evidence (step_id);

-- An examination of one class.
create table examine.round (
  id uuid primary key,
  class_id uuid not null,
  title jsonb not null,
  stage text not null default 'draft' constraint round_stage_known check (stage in
    ('draft', 'before_open', 'before_closed', 'after_open', 'after_closed', 'later_open', 'finished')),
  on_day date not null,
  illustrative boolean not null default false,
  -- from its opening on: ballots are judged by it
  public_key text
);
create index round_class on examine.round (class_id);

-- class_id stands here too, so that a card is examined once in a class: two rounds of nearly the same people over the
-- same card could be subtracted from each other.
create table examine.round_card (
  round_id uuid not null references examine.round,
  class_id uuid not null,
  misconception_id uuid not null references examine.misconception,
  position integer not null,
  primary key (round_id, misconception_id),
  constraint round_card_once_a_class unique (class_id, misconception_id)
);

-- See study.ballot_box: single jsonb objects without an order of arrival. Emptied phase by phase, gone at the end.
create table examine.ballot_box (
  round_id uuid primary key references examine.round,
  private_key text not null,
  -- person → digest of the blinded message that was signed
  taken jsonb not null default '{}'
);

create table examine.pile (
  round_id uuid not null references examine.round,
  phase text not null constraint pile_phase_known check (phase in ('before', 'after', 'later')),
  -- token → answers
  answers jsonb not null default '{}',
  primary key (round_id, phase)
);

-- Made once, when the phase closes, and never again. `cards` is null where fewer than five answered.
create table examine.figures (
  round_id uuid not null references examine.round,
  phase text not null constraint figures_phase_known check (phase in ('before', 'after', 'later')),
  answered integer,
  cards jsonb,
  primary key (round_id, phase)
);
