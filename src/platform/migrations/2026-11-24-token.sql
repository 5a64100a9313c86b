-- The token of a machine that did it, beside the account that the token belongs to.
alter table platform.journal add column token_id uuid;
