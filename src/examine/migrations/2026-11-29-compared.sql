-- What does not count in the comparison of "after" leaves the other piles as well: a backup would tell it from the rest.
update examine.pile as pile set answers = (
  select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(pile.answers) where jsonb_exists(again.answers, key))
from examine.pile as again
where pile.phase in ('before', 'later') and again.round_id = pile.round_id and again.phase = 'after' and exists (
  select 1 from examine.figures where round_id = pile.round_id and phase = 'after' and cards is not null);

-- Where nothing was compared, nothing is held against what was answered "after".
update examine.pile as pile set answers = '{}' where phase = 'after' and exists (
  select 1 from examine.figures where round_id = pile.round_id and phase = 'after' and cards is null);
