-- Parts of a figure, such as women and men: {"indicator part": value}. Of one disaggregation all that were asked or
-- none, and together they are the figure.
alter table carry_out.report add column parts jsonb not null default '{}';
