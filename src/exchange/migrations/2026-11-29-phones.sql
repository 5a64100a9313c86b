-- The telephones in the cells as they are compared (registry.phone_key): what is held about a person is looked for in
-- every file that is being brought in.
alter table exchange.import_row add column phones text[] not null default '{}';
update exchange.import_row as row set phones = array(
  select registry.phone_key(cell) from jsonb_array_elements_text(row.cells) as cell
  where length(cell) - length(translate(cell, '0123456789', '')) >= 6);
