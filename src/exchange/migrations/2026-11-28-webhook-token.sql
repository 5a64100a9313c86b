-- The token under which a webhook was made: it is told nothing any more once that token has ended.
alter table exchange.webhook add column token_id uuid;
alter table exchange.webhook add constraint webhook_token foreign key (token_id) references access.token (id);
