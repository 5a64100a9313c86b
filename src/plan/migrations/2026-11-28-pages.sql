-- The board says of each plan how many comments wait for an answer.
create index line_comment_open on plan.line_comment (plan_line_id) where resolved_on is null;
