-- Questions that stand ready with a policy, for checks to take: [{text, choices, right, why, clauseIds}].
alter table study.policy add column questions jsonb not null default '[]';
