-- The stages that a new class of the programme begins with: [{kind, names}]; none: the usual ones.
alter table convene.programme add column stages jsonb not null default '[]';
