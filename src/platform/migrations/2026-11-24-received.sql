-- What came in under an id made at the sender: sent again, it is recognised here and answered as the first time.
create table platform.received (
  id uuid primary key,
  -- Nobody, for what is asked without a name.
  account_id uuid,
  sha256 text not null,
  answer jsonb
);
