-- What was done about a person in the name of something else, for the journal of one's own: few entries say one.
create index journal_person on platform.journal ((detail ->> 'personId'), id)
  where kind in ('nomination', 'case') and detail ->> 'personId' is not null;
