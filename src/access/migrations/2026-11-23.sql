create schema access;

create table access.account (
  id uuid primary key,
  login text not null constraint account_login_unique unique,
  names jsonb not null,
  password_hash text,
  person_id uuid,
  language text,
  -- Cast of the sample: the sign-in page offers these by one click while the instance is in demo mode.
  cast_order integer,
  made_at timestamptz not null,
  ended_at timestamptz
);

create table access.role_grant (
  id uuid primary key,
  account_id uuid not null references access.account,
  role text not null constraint role_grant_role_known check (role in
    ('administrator', 'district_officer', 'county_officer', 'trainer', 'presenter', 'trainee', 'reporter', 'viewer')),
  place_id uuid not null,
  made_at timestamptz not null,
  ended_at timestamptz
);
create unique index role_grant_once on access.role_grant (account_id, role, place_id) where ended_at is null;

create table access.session (
  id uuid primary key,
  -- SHA-256 of the cookie's secret: whoever reads this table cannot sign in with it.
  token_hash bytea not null unique,
  account_id uuid not null references access.account,
  agent text not null,
  made_at timestamptz not null,
  seen_at timestamptz not null,
  ended_at timestamptz
);

create table access.invitation (
  id uuid primary key,
  token_hash bytea not null unique,
  account_id uuid not null references access.account,
  made_by uuid references access.account,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- Failed sign-ins, counted by login and by address so that guessing becomes slow.
create table access.failed_sign_in (
  key text not null,
  at timestamptz not null default now()
);
create index failed_sign_in_key on access.failed_sign_in (key, at);
