-- A place that goes asks for what was noted of its path.
create index path_change_place on registry.path_change (place_id);
