-- Materials, the latest first.
create index material_day on study.material (on_day, id);
