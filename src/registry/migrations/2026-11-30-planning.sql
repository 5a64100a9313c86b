-- The places above those that lie in a place which plans: one in thirteen. They are gone through where counties are counted.
create index place_planning on registry.place (id, tier, to_on) where tier <> 'below';
