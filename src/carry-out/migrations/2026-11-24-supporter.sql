-- Whose account promised the support: the name beside it stays as it was then, and is found again when a person is erased.
alter table carry_out.commitment add column support_account_id uuid;
update carry_out.commitment as c set support_account_id = (
  select entry.account_id from platform.journal as entry
  where entry.kind = 'commitment' and entry.subject_id = c.id and entry.verb = 'commitment.supported'
  order by entry.id desc limit 1)
where c.support_by is not null;
