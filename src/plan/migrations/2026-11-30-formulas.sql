-- Formulas: what is added up in them of other indicators, [{indicatorId, weight}], with weights in whole thousandths.
alter table plan.indicator add column terms jsonb;
alter table plan.indicator drop constraint indicator_kind_known;
alter table plan.indicator add constraint indicator_kind_known check (kind in ('additive', 'ratio', 'formula'));
alter table plan.indicator add constraint indicator_formula_of_terms check ((kind = 'formula') = (terms is not null));
alter table plan.indicator add constraint indicator_terms_some check (jsonb_array_length(terms) between 1 and 10);
