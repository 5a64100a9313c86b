-- The places of one level that ended: counties are few, however many townships a reform put together.
drop index registry.place_ended;
create index place_ended on registry.place (level, to_on) where to_on is not null;
