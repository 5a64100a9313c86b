-- A file names places, units and people by what they are called.
create index place_zh on registry.place ((names ->> 'zh'));
create index organisation_zh on registry.organisation ((names ->> 'zh'));
create index person_zh on registry.person ((names ->> 'zh'));
