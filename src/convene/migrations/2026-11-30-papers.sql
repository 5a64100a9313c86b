-- What a programme calls its papers, and who signs them. A paper that it says nothing of stands as it comes.
create table convene.paper (
  programme_id uuid not null references convene.programme,
  -- what the house knows the paper by
  code text not null,
  title jsonb not null,
  -- what stands below each line to sign on, in their order
  signatures jsonb not null,
  primary key (programme_id, code)
);

-- What the paper of a plan was called until now, and who signed it.
insert into convene.paper (programme_id, code, title, signatures)
select id, 'plan',
  '{"zh": "{place}{period}手工业合作化计划", "en": "{place}: plan for handicraft cooperation, {period}"}',
  '[{"zh": "{planningPlace}负责人", "en": "For the {planningPlace}"}, {"zh": "生产科", "en": "Production section"},
    {"zh": "{reviewingPlace}负责人", "en": "For the {reviewingPlace}"}]'
from convene.programme;
