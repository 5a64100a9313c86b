-- Of an erased person nothing is left but the fact that there was one: what others rely on still counts.
alter table registry.person add column erased_at timestamptz;
