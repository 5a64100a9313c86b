-- What a search compares is made for each row that is written. Going through the whole list of marked letters for each
-- letter of a text took as long as all else of writing it: most texts hold none. Of what stands it makes the same.
create or replace function registry.search_key(written text) returns text immutable parallel safe language plpgsql as $$
begin
  written := lower(written);
  if written ~ U&'[\00C0-\024F\02BC\00B7\2019\0300-\036F]' then
    written := translate(written, 'áàâäãåāăąǎéèêëēĕėęěíìîïīĭįǐóòôöõōŏőǒøúùûüūŭůűǔǖǘǚǜñńňçćčýÿšśžźżłđďťřğ'
        || U&'\2019\02BC\00B7\0300\0301\0302\0303\0304\0306\0307\0308\030A\030C\0327\0328',
      'aaaaaaaaaaeeeeeeeeeiiiiiiiioooooooooouuuuuuuuuuuuunnncccyysszzzlddtrg');
  end if;
  return translate(written, ' ''.-', '');
end $$;

create or replace function registry.names_key(names jsonb) returns text immutable parallel safe language sql
  return registry.search_key(coalesce(names ->> 'en', '') || E'\n' || coalesce(names ->> 'zh', ''));
