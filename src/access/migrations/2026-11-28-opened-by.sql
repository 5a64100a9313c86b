-- Who opened an account: where somebody approves what an account submitted that he opened himself, it is said.
alter table access.account
  add column opened_by uuid references access.account on delete set null;
update access.account set opened_by = (select entry.account_id from platform.journal as entry
  where entry.kind = 'account' and entry.verb = 'account.opened' and entry.subject_id = account.id
    and exists (select 1 from access.account as opener where opener.id = entry.account_id)
  order by entry.id limit 1);
