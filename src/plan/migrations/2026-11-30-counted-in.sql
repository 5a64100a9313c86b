-- Which figures of an indicator count where a longer period and its parts both hold some: those of the parts, as with all
-- that were set up before, or those of the whole.
alter table plan.indicator add column counted_in text not null default 'parts';
alter table plan.indicator add constraint indicator_counted_in_known check (counted_in in ('parts', 'whole'));
