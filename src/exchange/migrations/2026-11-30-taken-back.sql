-- What a file that went in made and changed, so that it can be taken back: `before` is the entry as it was, null of a new
-- one; `after` tells whether anybody has changed it since.
create table exchange.import_change (
  import_id uuid not null references exchange.import on delete cascade,
  record_id uuid not null,
  before jsonb,
  after text not null,
  primary key (import_id, record_id)
);
alter table exchange.import add column taken_back_at timestamptz;
alter table exchange.import add column taken_back_by uuid;
