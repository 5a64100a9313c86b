-- The forms that cases go from and to are the programme's own: registry.form.
alter table cases.practice_case
  drop constraint practice_case_form_before_known,
  drop constraint practice_case_form_after_known;
