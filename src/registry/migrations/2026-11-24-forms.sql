-- What a programme calls the forms of its units is data. `kind` is the neutral nature that the model reasons with.
create table registry.form (
  id uuid primary key,
  -- What records name it by; never changes.
  code text not null constraint form_code_unique unique,
  -- one unit of it
  names jsonb not null,
  -- several, as tables head their columns: 'groups'
  plural jsonb not null,
  kind text not null constraint form_kind_known check (kind in
    ('office', 'supply_marketing', 'plant', 'member_owned', 'federation', 'agency', 'artisan')),
  -- Whether plans, condition sheets and totals count its units and members.
  counted boolean not null,
  -- How many members a unit usually has; a plan far from it is asked about, never refused.
  least_members integer,
  most_members integer,
  position integer not null,
  -- No longer offered from this day on; what has it keeps it.
  retired_on date,
  constraint form_counts_members check (not counted or kind = 'member_owned'),
  constraint form_members_in_order check (least_members <= most_members)
);

-- An office that worked with the forms that used to be code finds them as its own.
insert into registry.form (id, code, names, plural, kind, counted, least_members, most_members, position)
select gen_random_uuid(), old.* from (values
  ('office', '{"zh":"党政机关","en":"party or government office"}'::jsonb, '{"zh":"党政机关","en":"party or government offices"}'::jsonb, 'office', false, null::int, null::int, 0),
  ('supply_marketing_cooperative', '{"zh":"供销合作社","en":"supply and marketing cooperative"}', '{"zh":"供销合作社","en":"supply and marketing cooperatives"}', 'supply_marketing', false, null, null, 1),
  ('processing_plant', '{"zh":"合作社加工厂","en":"cooperative processing plant"}', '{"zh":"合作社加工厂","en":"cooperative processing plants"}', 'plant', false, null, null, 2),
  ('independent_artisan', '{"zh":"个体手工业者","en":"independent artisan"}', '{"zh":"个体手工业者","en":"independent artisans"}', 'artisan', false, null, null, 3),
  ('production_group', '{"zh":"手工业生产小组","en":"handicraft production group"}', '{"zh":"生产小组","en":"groups"}', 'member_owned', true, 4, 40, 4),
  ('supply_marketing_production_cooperative', '{"zh":"供销生产合作社","en":"supply-and-marketing production cooperative"}', '{"zh":"供销生产社","en":"S&M production co-ops"}', 'member_owned', true, 9, 300, 5),
  ('production_cooperative', '{"zh":"手工业生产合作社","en":"handicraft production cooperative"}', '{"zh":"生产合作社","en":"production co-ops"}', 'member_owned', true, 9, 300, 6),
  ('federation', '{"zh":"联社","en":"federation"}', '{"zh":"联社","en":"federations"}', 'federation', false, null, null, 7),
  ('agency', '{"zh":"办事机构","en":"agency"}', '{"zh":"办事机构","en":"agencies"}', 'agency', false, null, null, 8)
) as old (code, names, plural, kind, counted, least_members, most_members, position)
where exists (select 1 from registry.organisation) or exists (select 1 from registry.post);

alter table registry.organisation drop constraint organisation_kind_known;
alter table registry.organisation rename column kind to form;
alter table registry.organisation
  add constraint organisation_form_known foreign key (form) references registry.form (code);
alter table registry.organisation_form rename column kind to form;
alter table registry.organisation_form
  add constraint organisation_form_form_known foreign key (form) references registry.form (code);

-- A post exists in every form that it is entered for: a cooperative has its director whatever its form.
alter table registry.post add column forms text[] not null default '{}';
update registry.post set forms = case organisation_kind
  when 'production_cooperative' then array['supply_marketing_production_cooperative', 'production_cooperative']
  else array[organisation_kind] end;
alter table registry.post alter column forms drop default, drop column organisation_kind;
alter table registry.post add column position integer not null default 0, add column retired_on date;
alter table registry.trade add column position integer not null default 0, add column retired_on date;
update registry.post set position = old.at from
  (select id, row_number() over (order by code) as at from registry.post) as old where old.id = post.id;
update registry.trade set position = old.at from
  (select id, row_number() over (order by code) as at from registry.trade) as old where old.id = trade.id;
