-- Roles are called after what they do, no longer after the levels of one country: whoever reviews the plans and classes
-- of the places below, whoever plans for a place, whoever reads. Everybody holds what they held, over the same places.
alter table access.role_grant drop constraint role_grant_role_known;
update access.role_grant set role = case role
    when 'district_officer' then 'reviewer' when 'county_officer' then 'planner' else 'reader' end
  where role in ('district_officer', 'county_officer', 'viewer');
alter table access.role_grant add constraint role_grant_role_known check (role in
  ('administrator', 'reviewer', 'planner', 'trainer', 'presenter', 'trainee', 'reporter', 'reader'));
