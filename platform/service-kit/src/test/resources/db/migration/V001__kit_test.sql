CREATE TABLE written (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
CREATE TABLE handled (event_id uuid NOT NULL, number int NOT NULL);
