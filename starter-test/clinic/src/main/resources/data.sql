insert into vet (name) values ('Ada Brook'), ('Ravi Menon'), ('Lena Holt');
insert into owner (name, telephone) values ('Tom Reed', '5550100001'), ('Mia Stone', '5550100002'), ('Ben Stone', '5550100003');
insert into pet (name, owner_id) values ('Pixel', 1), ('Otto', 2), ('Juno', 2);
insert into visit (description, pet_id) values ('vaccination', 1);
