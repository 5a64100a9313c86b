-- Closing accounts of what stands: what comes to it in a month and what goes from it, [{indicatorId, way}].
alter table plan.indicator add column balance jsonb;
alter table plan.indicator add constraint indicator_balance_of_stock
  check (balance is null or kind = 'additive' and cumulative);
