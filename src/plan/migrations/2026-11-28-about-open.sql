-- What was said about the comments that were still open when the plan was submitted or approved.
alter table plan.plan_event add column about_open jsonb;
