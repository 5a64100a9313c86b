-- A unit says itself whether its figures are shares of something, of which no two may be added. Of units that stand from
-- before their names say it, in the words that were asked until now (soundsLikeShare in units/rules.ts).
alter table plan.unit add column is_share boolean not null default false;
update plan.unit as u set is_share = exists (
  select 1 from (select u.code as text union all select value from jsonb_each_text(u.names)) as said,
    lateral (select btrim(lower(normalize(said.text, nfkc))) as text) as plain,
    lateral (select translate(regexp_replace(normalize(plain.text, nfd), '[\u0300-\u036f]', '', 'g'), '_-', '  ') as text)
      as bare
  where plain.text ~ '[%‰‱٪]|百分|千分|万分之|(^|[^功频])率|比例|比重|比值|^几?成数?$|نسبة|معدل|(في|ب) ?ال?مئة|بالمائة'
    or bare.text ~ ('(^|[^[:alpha:]])(per ?cent|percentages?|pct|per ?mill?e?|basis points?|rates?|ratios?|proportions?'
      || '|por ?ciento|por mil|porcentajes?|puntos porcentuales|tasas?|proporcion(es)?'
      || '|pour ?cents?|pour mille|pourcentages?|taux|por cento|percentage(m|ns)|taxas?)([^[:alpha:]]|$)'));
alter table plan.unit alter column is_share drop default;
