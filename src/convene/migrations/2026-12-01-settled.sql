-- Two entries that are made one cannot both have had a seat on a day: what the one that gives way had is kept, with the
-- entry that was made a part of the other by it, until the two are parted again.
alter table convene.nomination add column settled_with uuid;
alter table convene.nomination add column settled_left_on date;
