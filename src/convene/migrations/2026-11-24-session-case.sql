-- Which case a session tells follows from the unit that presents it; nobody ever named one beside it.
alter table convene.session drop column case_id;
