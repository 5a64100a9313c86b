-- What the kept entry took over from its twin since it lacked it: '{"phone": "…"}'.
alter table registry.twin add column taken jsonb not null default '{}';
