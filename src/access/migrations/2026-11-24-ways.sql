-- Ways in beside the password: an account elsewhere (OpenID Connect) and passkeys.
alter table access.account
  -- Set by whoever manages the account, and only then proof of who arrives from elsewhere.
  add column email text constraint account_email_unique unique;

-- An account at a provider that its holder has connected.
create table access.identity (
  id uuid primary key,
  account_id uuid not null references access.account,
  issuer text not null,
  subject text not null,
  made_at timestamptz not null,
  seen_at timestamptz,
  constraint identity_once unique (issuer, subject)
);
create index identity_account on access.identity (account_id);

create table access.passkey (
  id uuid primary key,
  account_id uuid not null references access.account,
  credential_id text not null constraint passkey_once unique,
  public_key bytea not null,
  -- How often the device says it was used; must never go back.
  counter bigint not null,
  transports text[] not null,
  name text not null,
  made_at timestamptz not null,
  seen_at timestamptz
);
create index passkey_account on access.passkey (account_id);

-- What this side must remember between the two halves of a way in. Used once, for ten minutes at most.
create table access.challenge (
  -- SHA-256 of the secret in the device's cookie
  token_hash bytea primary key,
  kind text not null constraint challenge_kind_known check (kind in ('provider', 'passkey', 'new_passkey')),
  content jsonb not null,
  made_at timestamptz not null
);

-- When the person last showed who they are: what gives new ways in asks for that to be fresh.
alter table access.session add column proved_at timestamptz;
update access.session set proved_at = made_at;
alter table access.session alter column proved_at set not null;
