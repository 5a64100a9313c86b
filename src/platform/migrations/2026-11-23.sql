-- The journal is the audit trail and wakes what listens; settings are those of the whole instance.
create table platform.journal (
  id uuid primary key,
  at timestamptz not null,
  account_id uuid,
  verb text not null,
  kind text not null,
  subject_id uuid not null,
  place_id uuid,
  detail jsonb not null default '{}'
);
create index journal_subject on platform.journal (kind, subject_id, id);

create table platform.setting (
  name text primary key,
  value jsonb not null
);
