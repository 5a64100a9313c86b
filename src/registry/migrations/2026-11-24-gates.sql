-- The formation path: from which form a unit may go on to which, and what is asked at that gate. A programme without
-- any gate asks nothing.
create table registry.gate (
  id uuid primary key,
  from_form text not null references registry.form (code),
  to_form text not null references registry.form (code),
  -- Whether the step may be left out on the way to a later form; a reason is then asked.
  skippable boolean not null,
  -- [{code, text}], in their order
  questions jsonb not null,
  position integer not null,
  retired_on date,
  constraint gate_once unique (from_form, to_form),
  constraint gate_leads_elsewhere check (from_form <> to_form)
);

-- How the unit came into this form: {answers: [{text, yes, fact}], skipped: [form], reason}; null where nothing was asked.
alter table registry.organisation_form add column gate jsonb;
