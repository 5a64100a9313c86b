-- What a programme thinks of a trade, and into which sections its plans are divided, are lists of the programme's own.
-- One that has neither is not asked.
create table plan.outlook (
  id uuid primary key,
  programme_id uuid not null,
  -- What condition sheets name it by; never changes.
  code text not null,
  names jsonb not null,
  -- in tables, where that is shorter
  short jsonb,
  -- whoever plans growth in the trade all the same says why
  bars_growth boolean not null,
  tone text not null constraint outlook_tone_known check (tone in ('plain', 'good', 'warn', 'accent')),
  position integer not null,
  -- No longer offered from this day on; what has it keeps it.
  retired_on date,
  constraint outlook_code_once unique (programme_id, code)
);
create table plan.section (
  id uuid primary key,
  programme_id uuid not null,
  -- What lines name it by; never changes.
  code text not null,
  names jsonb not null,
  -- what its lines are about
  about jsonb not null,
  position integer not null,
  retired_on date,
  constraint section_code_once unique (programme_id, code)
);

-- What every programme had until now.
insert into plan.outlook (id, programme_id, code, names, short, bars_growth, tone, position)
select gen_random_uuid(), programme.id, old.* from convene.programme, (values
  ('develop', '{"zh": "发展", "en": "develop"}'::jsonb, null::jsonb, false, 'good', 0),
  ('maintain', '{"zh": "维持", "en": "maintain"}', null, false, 'plain', 1),
  ('restrict', '{"zh": "限制", "en": "restrict"}', null, true, 'warn', 2),
  ('convert', '{"zh": "转业或淘汰", "en": "convert or close"}', '{"zh": "转业或淘汰", "en": "convert"}', true, 'accent', 3)
) as old (code, names, short, bars_growth, tone, position);
insert into plan.section (id, programme_id, code, names, about, position)
select gen_random_uuid(), programme.id, old.* from convene.programme, (values
  ('develop', '{"zh": "发展", "en": "Develop"}'::jsonb,
    '{"zh": "到期末要新发展的。", "en": "What is to be new by the end of the period."}'::jsonb, 0),
  ('consolidate', '{"zh": "巩固", "en": "Consolidate"}',
    '{"zh": "现有的，要整顿巩固的。", "en": "What exists and is to be put in order."}', 1)
) as old (code, names, about, position);

alter table plan.condition_sheet drop constraint outlook_known;
alter table plan.condition_sheet alter column outlook drop not null;
alter table plan.plan_line drop constraint plan_line_section_known;
alter table plan.plan_line alter column section drop not null;
