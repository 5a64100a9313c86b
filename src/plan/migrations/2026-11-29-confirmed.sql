-- What was asked about a plan when it was submitted, each with the figures that it rests on: a revision is not asked the
-- same again. Of earlier submissions the figures are not known: their revisions are asked everything.
alter table plan.plan_event add column confirmed jsonb;
