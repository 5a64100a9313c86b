-- A device whose clock is ahead won for ever: what it marked counts as made when it was received.
update convene.attendance_mark set made_at = received_at where made_at > received_at;
update convene.attendance set made_at = received_at where made_at > received_at;
alter table convene.attendance_mark add constraint attendance_mark_made_by_receipt check (made_at <= received_at);
alter table convene.attendance add constraint attendance_made_by_receipt check (made_at <= received_at);
