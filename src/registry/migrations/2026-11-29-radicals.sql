-- Signs by which dictionaries find others, as some programs copy them instead of the whole ones: for comparing, each is
-- the sign that it stands for (Unicode: EquivalentUnifiedIdeograph; those of Kangxi are folded by nfkc, as before).
create or replace function registry.name_key(name text) returns text immutable parallel safe language sql
  return translate(translate(lower(normalize(name, nfkc)), 'ü ·・‧•.,-''’ʼ', 'u'),
    '⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺'
    || '⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳',
    '厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀'
    || '聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟');

-- What stands is found by the key again.
reindex index registry.person_name_key;
reindex index registry.person_latin_key;
reindex index registry.organisation_name_key;
reindex index registry.organisation_unit_key;
