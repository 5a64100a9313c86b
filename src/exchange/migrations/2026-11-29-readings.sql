-- Whether a new entry gets the reading of its Chinese name as its Latin one.
alter table exchange.import_row add column has_reading boolean not null default false;
