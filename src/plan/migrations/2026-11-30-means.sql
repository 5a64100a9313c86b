-- Figures of which a period has the mean over its months. They are kept as flows are.
alter table plan.indicator drop constraint indicator_kind_known;
alter table plan.indicator add constraint indicator_kind_known
  check (kind in ('additive', 'average', 'ratio', 'formula'));
alter table plan.indicator add constraint indicator_average_of_months check (kind <> 'average' or not cumulative);
