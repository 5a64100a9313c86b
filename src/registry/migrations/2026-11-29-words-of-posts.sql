-- What a search compares of a post: asked for with everybody who holds one.
alter table registry.post add column search_key text not null
  generated always as (registry.names_key(names) || E'\n' || registry.search_key(code)) stored;
