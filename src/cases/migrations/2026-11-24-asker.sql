-- Whose account asked and answered, where that was said: the names beside it stay as they were then, and are found again
-- when a person is erased. Of what was asked without a name nothing is kept here either.
alter table cases.question add column asker_account_id uuid, add column answerer_account_id uuid;
update cases.question as q set asker_account_id = (
  select entry.account_id from platform.journal as entry
  where entry.kind = 'case' and entry.subject_id = q.case_id and entry.verb = 'case.question-asked'
    and entry.detail->>'questionId' = q.id::text order by entry.id desc limit 1)
where q.asker_names is not null;
update cases.question as q set answerer_account_id = (
  select entry.account_id from platform.journal as entry
  where entry.kind = 'case' and entry.subject_id = q.case_id and entry.verb = 'case.question-answered'
    and entry.detail->>'questionId' = q.id::text order by entry.id desc limit 1)
where q.answered_by is not null;
