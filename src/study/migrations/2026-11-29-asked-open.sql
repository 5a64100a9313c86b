-- Checks that stood open by name before what is open was remembered: what they ask is not told of nearly the same people
-- without names meanwhile. Questions by what they are known by, as well as it can be said in SQL (base/rosters.ts).
insert into study.asked (id, of_id, class_id, answered, keys)
select gen_random_uuid(), c.id, c.class_id, 0, array_agg(distinct left(encode(sha256(convert_to(
    told.kind || ':' || coalesce(nullif(told.plain, ''), told.text), 'UTF8')), 'hex'), 32))
from study.check as c join study.question as q on q.check_id = c.id, lateral (
  select said.kind, said.text, regexp_replace(
      lower(normalize(said.text, nfkc)), '[[:space:][:punct:]。、“”‘’《》—·]', '', 'g') as plain
  from (select 'text' as kind, value as text from jsonb_each_text(q.text)
    union all select 'right', value from jsonb_each_text(q.choices -> q.right_choice)) as said) as told
where c.named and c.state = 'open' and told.text <> '' and (told.kind = 'text' or length(told.plain) >= 6)
  and not exists (select 1 from study.asked where of_id = c.id)
group by c.id, c.class_id;
