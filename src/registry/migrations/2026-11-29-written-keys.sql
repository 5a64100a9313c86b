-- What names and telephones are compared by is made for each row that is written, once for each index. Going through a
-- list of signs for each letter of a text took a third of all else of writing it: the long one is for the few texts
-- that hold one of its signs. Of what stands it makes the same.
create or replace function registry.name_key(name text) returns text immutable parallel safe language plpgsql as $$
begin
  -- Of signs of one byte alone: they are what normalising would make of them.
  if octet_length(name) = length(name) then
    return translate(lower(name), ' .,-''', '');
  end if;
  name := translate(lower(normalize(name, nfkc)), 'ü ·・‧•.,-''’ʼ', 'u');
  if name ~ '[⺀-⻳]' then
    name := translate(name,
      '⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺'
      || '⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳',
      '厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀'
      || '聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟');
  end if;
  return name;
end $$;

create or replace function registry.phone_key(phone text) returns text immutable parallel safe language sql
  return case when length(phone) - length(translate(phone, '0123456789', '')) >= 6
    then right(translate(normalize(phone, nfkc), translate(normalize(phone, nfkc), '0123456789', ''), ''), 11) end;

-- By none of these was anything ever found: whatever looks for a Chinese name looks for a code or a Latin name as well,
-- and those have none.
drop index registry.place_zh;
drop index registry.organisation_zh;
drop index registry.person_zh;
