-- The class that new ones may be begun from: {names, purpose, stages, sessions}; none: nothing is offered.
alter table convene.programme add column example jsonb;
