-- The journal as an audit trail: no personal data in its details, found by place, person and time, and kept by the
-- database itself.
update platform.journal set detail = detail - 'content' where kind = 'case';
update platform.journal set detail = detail - 'reason' where kind in ('case', 'nomination', 'class');
update platform.journal set detail = detail - 'note' - 'how' - 'verifiedBy' where kind = 'case';
update platform.journal set detail = detail - 'from' - 'to' - 'session' where kind = 'session';
update platform.journal set detail = detail - 'zh' - 'en' where kind = 'plan';
update platform.journal set detail = detail - 'name' where kind = 'material';
update platform.journal set detail = detail - 'login' where kind = 'account';

create index journal_place on platform.journal (place_id, id);
create index journal_account on platform.journal (account_id, id);

-- An entry is never changed. It is deleted only when it is older than the instance keeps its journal, which is a year
-- at the least. All of it goes only with a sample, as long as the instance shows one.
create function platform.keep_journal() returns trigger language plpgsql as $$
declare
  kept_days integer;
begin
  if tg_op = 'TRUNCATE' then
    if exists (select 1 from platform.setting where name = 'sample' and value <> 'null') then return null; end if;
    raise exception 'the journal is kept';
  end if;
  if tg_op = 'DELETE' then
    select (value->>'journal')::integer into kept_days from platform.setting where name = 'retention';
    if kept_days is not null and old.at < now() - make_interval(days => greatest(kept_days, 365)) then return old; end if;
  end if;
  raise exception 'the journal is kept';
end $$;

create trigger journal_kept before update or delete on platform.journal
  for each row execute function platform.keep_journal();
create trigger journal_kept_whole before truncate on platform.journal
  for each statement execute function platform.keep_journal();
