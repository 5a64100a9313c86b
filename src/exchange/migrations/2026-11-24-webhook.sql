create schema if not exists exchange;

-- Somebody else's program that is told what happens in a place and under it.
create table exchange.webhook (
  id uuid primary key,
  -- in whose name: no more is told than this account may read
  account_id uuid not null,
  place_id uuid not null,
  url text not null,
  -- kinds of records it is told about; empty for all
  kinds text[] not null,
  -- what it is signed with; both sides must have it
  secret text not null,
  made_at timestamptz not null,
  -- up to when the journal was looked through for it
  collected_at timestamptz not null,
  ended_at timestamptz
);
create index webhook_account on exchange.webhook (account_id);

-- One journal entry on its way to one webhook.
create table exchange.webhook_delivery (
  id uuid primary key,
  webhook_id uuid not null references exchange.webhook,
  entry_id uuid not null,
  body text not null,
  state text not null constraint webhook_delivery_state_known check (state in ('waiting', 'delivered', 'given_up')),
  attempts integer not null default 0,
  -- when it is tried next; while an attempt is under way, when another process may take it over
  next_at timestamptz not null,
  tried_at timestamptz,
  -- what came back last: an HTTP status, or a word for why nothing did
  answer text,
  constraint webhook_delivery_once unique (webhook_id, entry_id)
);
create index webhook_delivery_due on exchange.webhook_delivery (next_at) where state = 'waiting';
-- Looked through every few seconds while there are webhooks.
create index journal_at on platform.journal (at);
create index webhook_delivery_list on exchange.webhook_delivery (webhook_id, id);
