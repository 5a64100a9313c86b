-- What is being looked at just now counts as well, until it is known not to have failed.
alter table access.failed_sign_in
  -- the attempt that is being looked at; null: it failed
  add column attempt_id uuid;
create index failed_sign_in_attempt on access.failed_sign_in (attempt_id) where attempt_id is not null;
