-- The levels of places are the programme's own, in their order, and each says what it does: one draws up plans; what
-- stands above it sums and reviews them, what stands below it lies in the places that plan.
create table registry.level (
  code text primary key,
  position integer not null constraint level_position_once unique deferrable initially deferred,
  names jsonb not null,
  plural jsonb not null,
  -- as sentences have it, one and several, where that is shorter
  short jsonb,
  short_plural jsonb,
  -- other words by which files call it
  also text[] not null default '{}',
  -- how many digits its codes have, where the codes of an administration nest
  digits integer,
  tier text not null constraint level_tier_known check (tier in ('above', 'planning', 'below')),
  constraint level_code_tier unique (code, tier)
);

-- What every office had until now.
insert into registry.level (code, position, names, plural, short, short_plural, also, digits, tier) values
  ('nation', 1, '{"zh": "全国", "en": "nation"}', '{"zh": "全国", "en": "nations"}', null, null,
    '{全国,国家,country,país,nación}', null, 'above'),
  ('province', 2, '{"zh": "省", "en": "province"}', '{"zh": "省", "en": "provinces"}', null, null,
    '{省级,直辖市,自治区,provincia}', 2, 'above'),
  ('district', 3, '{"zh": "专区", "en": "special district"}', '{"zh": "专区", "en": "special districts"}',
    '{"zh": "专区", "en": "district"}', '{"zh": "专区", "en": "districts"}',
    '{地区,地级,地级市,地市,自治州,盟,prefecture,district,distrito}', 4, 'above'),
  ('county', 4, '{"zh": "县（市）", "en": "county (city)"}', '{"zh": "县（市）", "en": "counties and cities"}',
    '{"zh": "县（市）", "en": "county"}', '{"zh": "县（市）", "en": "counties"}',
    '{县,县级,县级市,县市,区,市辖区,旗,county,city,condado,municipio}', 6, 'planning'),
  ('township', 5, '{"zh": "乡", "en": "township"}', '{"zh": "乡", "en": "townships"}', null, null,
    '{镇,乡镇,乡级,街道,苏木,town,street,cantón,parroquia}', 9, 'below');

-- Beside the level of each place stands what it does, so that what sums and reviews asks no list.
alter table registry.place add column tier text;
update registry.place set tier = level.tier from registry.level where level.code = place.level;
alter table registry.place alter column tier set not null;
alter table registry.place drop constraint place_level_known;
alter table registry.place add constraint place_level foreign key (level, tier)
  references registry.level (code, tier) on update cascade;
create index place_tier on registry.place (tier);
-- The places that ended but settlements: they are few, however many settlements a reform put together.
drop index registry.place_ended;
create index place_ended on registry.place (to_on) where to_on is not null and tier <> 'below';
