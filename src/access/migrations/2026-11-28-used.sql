-- Whose account is in use: who may answer without a name is frozen from these. Both are set by the machine alone.
alter table access.account
  -- when it was first signed in to since somebody else last gave out a way into it; null: not yet
  add column used_at timestamptz;
alter table access.account
  -- when somebody else last gave out a way into it
  add column handed_at timestamptz;
update access.account set handed_at =
  (select max(invitation.made_at) from access.invitation as invitation where invitation.account_id = account.id);
-- Of a link that is still out nobody knows who will come by it. Sign-ins and links are removed a while after their end:
-- whoever has a password, and no link that is remembered, came in before.
update access.account set used_at = coalesce(
  (select min(session.made_at) from access.session as session
    where session.account_id = account.id and session.made_at >= coalesce(account.handed_at, '-infinity')),
  (select max(invitation.used_at) from access.invitation as invitation
    where invitation.account_id = account.id and invitation.made_at = account.handed_at),
  case when handed_at is null and password_hash is not null then made_at end);
