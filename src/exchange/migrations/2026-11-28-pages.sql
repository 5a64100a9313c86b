-- Of each webhook: how many messages wait, how many were given up, when the last one was delivered.
create index webhook_delivery_state on exchange.webhook_delivery (webhook_id, state, tried_at);

-- Whether a file was brought in before is asked of all files, not only of those of one account.
create index import_sha256 on exchange.import (sha256);
