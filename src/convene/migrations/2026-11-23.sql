create schema convene;

create table convene.programme (
  id uuid primary key,
  pack text not null,
  names jsonb not null,
  place_id uuid not null,
  historical boolean not null default false,
  lead jsonb not null,
  -- What the programme calls posts for short, by the post's code: heads of columns have no room for full titles.
  post_names jsonb not null default '{}',
  made_at timestamptz not null default now()
);
create index programme_place on convene.programme (place_id);

create table convene.class (
  id uuid primary key,
  programme_id uuid not null references convene.programme,
  place_id uuid not null,
  host_place_id uuid not null,
  venue jsonb not null,
  names jsonb not null,
  purpose jsonb not null,
  starts_said text not null,
  ends_said text not null,
  deadline_said text,
  -- The bounds that the words imply: a nominee must hold the post on the first, sessions lie between the two.
  first_day date not null,
  last_day date not null,
  capacity integer not null,
  state text not null default 'preparing'
    constraint class_state_known check (state in ('preparing', 'called', 'running', 'closed')),
  seats_version integer not null default 0,
  illustrative boolean not null default false,
  made_at timestamptz not null,
  constraint class_dates_in_order check (first_day <= last_day),
  constraint class_capacity_positive check (capacity > 0)
);
create index class_organiser on convene.class (place_id);
create index class_programme on convene.class (programme_id);

create table convene.stage (
  id uuid primary key,
  class_id uuid not null references convene.class,
  position integer not null,
  kind text not null constraint stage_kind_known check (kind in ('study', 'cases', 'examine', 'plan')),
  names jsonb not null,
  constraint stage_position_once unique (class_id, position)
);

create table convene.class_post (
  class_id uuid not null references convene.class,
  post_id uuid not null,
  position integer not null,
  primary key (class_id, post_id)
);

create table convene.class_place (
  class_id uuid not null references convene.class,
  place_id uuid not null,
  position integer not null,
  primary key (class_id, place_id)
);
create index class_place_place on convene.class_place (place_id);

-- One row for every cell of the table place × post, zeros included, so that a cell can be locked.
create table convene.seat (
  class_id uuid not null,
  place_id uuid not null,
  post_id uuid not null,
  seats integer not null default 0,
  -- The class's seats_version at which this cell was last changed.
  version integer not null default 0,
  primary key (class_id, place_id, post_id),
  constraint seat_not_negative check (seats >= 0),
  constraint seat_place_called foreign key (class_id, place_id) references convene.class_place,
  constraint seat_post_called foreign key (class_id, post_id) references convene.class_post
);

create table convene.seat_change (
  id uuid primary key,
  class_id uuid not null references convene.class,
  place_id uuid not null,
  post_id uuid not null,
  from_seats integer not null,
  to_seats integer not null,
  reason text not null,
  account_id uuid not null,
  at timestamptz not null
);
create index seat_change_class on convene.seat_change (class_id, at);

create table convene.nomination (
  id uuid primary key,
  class_id uuid not null,
  place_id uuid not null,
  post_id uuid not null,
  person_id uuid not null,
  appointment_id uuid not null,
  state text not null constraint nomination_state_known check (state in
    ('nominated', 'returned', 'accepted', 'waiting', 'declined', 'withdrawn')),
  reason text,
  -- Order of arrival; the waiting list of a cell is worked off in this order.
  arrival bigint generated always as identity,
  made_by uuid not null,
  made_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  constraint nomination_cell foreign key (class_id, place_id, post_id) references convene.seat
);
-- Invariant: nobody holds two places in one class, whatever two officers do at the same moment.
create unique index nomination_person_once on convene.nomination (class_id, person_id)
  where state in ('nominated', 'returned', 'accepted', 'waiting');
create index nomination_cell_state on convene.nomination (class_id, place_id, post_id, state);
create index nomination_person on convene.nomination (person_id);

create table convene.session (
  id uuid primary key,
  class_id uuid not null references convene.class,
  stage_id uuid not null references convene.stage,
  title jsonb not null,
  on_day date not null,
  starts_at integer not null,
  ends_at integer not null,
  room jsonb not null,
  presenters jsonb not null default '[]',
  case_id uuid,
  illustrative boolean not null default false,
  constraint session_times_in_order check (starts_at >= 0 and starts_at < ends_at and ends_at <= 1440)
);
create index session_class on convene.session (class_id, on_day, starts_at);

-- Every mark that ever arrived, by the id that the device gave it: what a resent batch is held against.
create table convene.attendance_mark (
  id uuid primary key,
  session_id uuid not null references convene.session,
  person_id uuid not null,
  state text not null constraint attendance_state_known check (state in ('present', 'excused', 'absent')),
  source text not null,
  made_at timestamptz not null,
  received_at timestamptz not null,
  account_id uuid not null
);

-- What holds: for each session and person the mark that was made last.
create table convene.attendance (
  session_id uuid not null references convene.session,
  person_id uuid not null,
  state text not null,
  source text not null,
  mark_id uuid not null,
  made_at timestamptz not null,
  received_at timestamptz not null,
  primary key (session_id, person_id)
);
create index attendance_person on convene.attendance (person_id);
