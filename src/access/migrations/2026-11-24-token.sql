-- A token lets a machine act for an account: in one place and what lies under it, for a while.
create table access.token (
  id uuid primary key,
  -- SHA-256 of the secret, which was shown once.
  token_hash bytea not null unique,
  account_id uuid not null references access.account,
  name text not null,
  place_id uuid not null,
  may_write boolean not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  seen_at timestamptz,
  ended_at timestamptz,
  constraint token_ends_within_a_year check (expires_at <= made_at + interval '366 days')
);
create index token_account on access.token (account_id);
