-- Units of figures are the programme's own. The model itself knows only 'count', 'persons' and 'percent'.
create table plan.unit (
  id uuid primary key,
  code text not null constraint unit_code_unique unique,
  names jsonb not null,
  -- Figures are read and typed in so many of it, under a name of their own: 10,000 old yuan.
  scale integer not null default 1 constraint unit_scale_positive check (scale >= 1),
  scaled_names jsonb,
  position integer not null,
  retired_on date,
  constraint unit_scale_named check ((scale > 1) = (scaled_names is not null))
);
insert into plan.unit (id, code, names, position) values
  (gen_random_uuid(), 'count', '{"zh":"个","en":"units"}', 0),
  (gen_random_uuid(), 'persons', '{"zh":"人","en":"persons"}', 1),
  (gen_random_uuid(), 'percent', '{"zh":"%","en":"per cent"}', 2);
-- An office that planned with the units that used to be code finds them as its own.
insert into plan.unit (id, code, names, scale, scaled_names, position)
select gen_random_uuid(), old.* from (values
  ('CNY-old', '{"zh":"元（旧币）","en":"old yuan"}'::jsonb, 10000, '{"zh":"万元（旧币）","en":"10,000 old yuan"}'::jsonb, 3),
  ('CNY', '{"zh":"元","en":"yuan"}', 1, null, 4),
  ('kg', '{"zh":"公斤","en":"kg"}', 1, null, 5),
  ('pieces', '{"zh":"件","en":"pieces"}', 1, null, 6)
) as old (code, names, scale, scaled_names, position)
where exists (select 1 from plan.indicator);

alter table plan.indicator drop constraint indicator_unit_known;
alter table plan.indicator add constraint indicator_unit_known foreign key (unit) references plan.unit (code);
alter table plan.indicator drop constraint indicator_counts_known;
alter table plan.indicator add constraint indicator_counts_known check (counts in ('organisations', 'members', 'left'));
update plan.indicator set counts = 'left' where code = 'left';
-- No longer offered from this day on; lines that have it keep it.
alter table plan.indicator add column retired_on date;

-- A sheet counts the units and members of every form that the programme counts, each under the form's own code.
update plan.condition_sheet as sheet set figures = (
  select jsonb_object_agg(case key
    when 'groups' then 'units:production_group'
    when 'group_members' then 'members:production_group'
    when 'smp_coops' then 'units:supply_marketing_production_cooperative'
    when 'smp_coop_members' then 'members:supply_marketing_production_cooperative'
    when 'coops' then 'units:production_cooperative'
    when 'coop_members' then 'members:production_cooperative'
    else key end, value) from jsonb_each(sheet.figures));
