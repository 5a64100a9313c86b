-- Whose account is in use: who may answer without a name is frozen from these. Both are set by the machine alone.
alter table access.account
  -- when it was first signed in to since somebody else last gave out a way into it; null: not yet
  add column used_at timestamptz;
alter table access.account
  -- when somebody else last gave out a way into it
  add column handed_at timestamptz;
-- Sign-ins that ended are removed after a while: whoever has a password came in before.
update access.account set used_at = coalesce(
  (select min(session.made_at) from access.session as session where session.account_id = account.id),
  case when password_hash is not null then made_at end);
update access.account set handed_at =
  (select max(invitation.made_at) from access.invitation as invitation where invitation.account_id = account.id);
