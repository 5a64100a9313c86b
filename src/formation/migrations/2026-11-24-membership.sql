create schema formation;

-- Somebody, or a household through the person who speaks for it, is a member of a unit: from the day of joining up to,
-- not including, the day of leaving. One row stays one membership through every form that the unit takes.
create table formation.membership (
  id uuid primary key,
  person_id uuid not null,
  organisation_id uuid not null,
  party text not null constraint membership_party_known check (party in ('person', 'household')),
  joined_on date not null,
  left_on date not null default 'infinity',
  -- Null while nobody has left, and where nobody said why.
  left_reason text constraint membership_reason_known check (left_reason in
    ('other_trade', 'moved_away', 'back_to_own', 'illness', 'died', 'other')),
  consent_on date not null,
  consent_how text not null constraint membership_consent_known check (consent_how in
    ('signed', 'witnessed', 'meeting')),
  note text not null default '',
  -- Entered by mistake: stays visible with its reason and counts nowhere.
  struck boolean not null default false,
  illustrative boolean not null default false,
  made_on date not null,
  made_by uuid not null,
  constraint membership_consent_first check (consent_on <= joined_on),
  constraint membership_dates_in_order check (joined_on <= left_on),
  constraint membership_reason_of_leaving check (left_reason is null or left_on < 'infinity')
);
create index membership_person on formation.membership (person_id);
create index membership_organisation on formation.membership (organisation_id, joined_on, id);

-- What was said of a membership after it was entered. Never changed: the row above holds what stands, `before` what
-- stood until then.
create table formation.membership_change (
  id uuid primary key,
  membership_id uuid not null references formation.membership,
  kind text not null constraint membership_change_known check (kind in ('left', 'corrected', 'struck')),
  before jsonb not null,
  reason text not null,
  made_on date not null,
  made_at timestamptz not null,
  made_by uuid not null,
  constraint membership_change_reasoned check (kind = 'left' or reason <> '')
);
create index membership_change_membership on formation.membership_change (membership_id);
