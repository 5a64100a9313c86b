-- One's own commitments, done and dropped ones too, and those that came with a post.
drop index carry_out.commitment_person;
create index commitment_person on carry_out.commitment (person_id);
create index commitment_post on carry_out.commitment (organisation_id, post_id);

-- The open and most urgent first.
create index commitment_urgent on carry_out.commitment ((state <> 'open'), due_on, id);
