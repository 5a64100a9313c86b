-- What a search compares, kept with each row: made anew for every row at every key that is pressed it takes half a
-- second of a country's townships.
-- Small letters, the letter that people type instead of one with a mark, and without what people leave out.
create function registry.search_key(written text) returns text immutable parallel safe language sql
  return translate(lower(written), 'áàâäãåāăąǎéèêëēĕėęěíìîïīĭįǐóòôöõōŏőǒøúùûüūŭůűǔǖǘǚǜñńňçćčýÿšśžźżłđďťřğ'
      || U&' ''\2019\02BC\00B7.-\0300\0301\0302\0303\0304\0306\0307\0308\030A\030C\0327\0328',
    'aaaaaaaaaaeeeeeeeeeiiiiiiiioooooooooouuuuuuuuuuuuunnncccyysszzzlddtrg');

-- In whatever languages the names are, each on a line of its own.
create function registry.names_key(names jsonb) returns text immutable parallel safe language sql
  return (select registry.search_key(coalesce(string_agg(value, E'\n'), '')) from jsonb_each_text(names));

alter table registry.place add column search_key text not null
  generated always as (registry.names_key(names) || E'\n' || registry.search_key(code)) stored;
alter table registry.organisation add column search_key text not null
  generated always as (registry.names_key(names) || E'\n' || registry.search_key(code)) stored;
alter table registry.person add column search_key text not null
  generated always as (registry.names_key(names) || E'\n' || registry.search_key(code)) stored;
