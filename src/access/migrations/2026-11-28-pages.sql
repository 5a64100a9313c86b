-- What a page of accounts asks of each: its sign-ins, its open invitation, every role that it ever had.
create index session_account on access.session (account_id);
create index invitation_account on access.invitation (account_id);
create index role_grant_account on access.role_grant (account_id);

-- Whether a person has an account is asked on the person's page and before an invitation.
create index account_person on access.account (person_id);
