-- The place above all, and the places of one level.
create index place_level on registry.place (level);

-- The events of all places, the latest first.
create index place_event_day on registry.place_event (on_day, id);

-- The units of a unit, and the forms that any unit has or had.
create index organisation_parent on registry.organisation (parent_id);
create index organisation_form_form on registry.organisation_form (form);
