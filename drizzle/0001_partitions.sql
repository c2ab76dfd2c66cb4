-- Ballots and counters by poll: a partition is made when a poll opens and dropped, not emptied, when it is sealed.
-- drizzle-kit cannot write partitions, so the two plain tables, still empty here, make way for partitioned ones.
DROP TABLE "urn"."ballots", "urn"."counters";
--> statement-breakpoint
CREATE TABLE "urn"."ballots" (
	"poll_id" text NOT NULL,
	"public_key" "bytea" NOT NULL,
	"group_id" text NOT NULL,
	"credential" "bytea" NOT NULL,
	"answers" text NOT NULL,
	"nonces" "bytea" NOT NULL,
	"signature" "bytea" NOT NULL,
	CONSTRAINT "ballots_poll_id_public_key_pk" PRIMARY KEY("poll_id","public_key")
) PARTITION BY LIST ("poll_id");
--> statement-breakpoint
CREATE TABLE "urn"."counters" (
	"poll_id" text NOT NULL,
	"group_id" text NOT NULL,
	"ballots" integer NOT NULL,
	"counts" integer[] NOT NULL,
	CONSTRAINT "counters_poll_id_group_id_pk" PRIMARY KEY("poll_id","group_id")
) PARTITION BY LIST ("poll_id");
--> statement-breakpoint
-- Admitting a slip flips one flag in place: room on the page keeps it from touching the index.
ALTER TABLE "roll"."slips" SET (fillfactor = 80);
