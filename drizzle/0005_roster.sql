CREATE TABLE "roll"."door_requests" (
	"slip_hash" "bytea" PRIMARY KEY NOT NULL,
	"event_id" text NOT NULL,
	"entry_id" text NOT NULL,
	"number" integer NOT NULL,
	"refused" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "roll"."roster" (
	"id" text PRIMARY KEY NOT NULL,
	"event_id" text NOT NULL,
	"group_id" text NOT NULL,
	"name" text NOT NULL,
	"unit" text NOT NULL,
	"code_mac" "bytea",
	"admission" "bytea",
	"slip_hash" "bytea",
	"late" boolean DEFAULT false NOT NULL,
	"departed" boolean DEFAULT false NOT NULL,
	"way" text,
	"confirmed_by" text DEFAULT '' NOT NULL,
	CONSTRAINT "roster_admission_unique" UNIQUE("admission"),
	CONSTRAINT "roster_slip_hash_unique" UNIQUE("slip_hash"),
	CONSTRAINT "roster_name" UNIQUE("event_id","name","unit")
);
--> statement-breakpoint
ALTER TABLE "desk"."records" ADD COLUMN "version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "desk"."records" DROP CONSTRAINT "records_pkey";--> statement-breakpoint
ALTER TABLE "desk"."records" ADD CONSTRAINT "records_poll_id_version_pk" PRIMARY KEY("poll_id","version");--> statement-breakpoint
ALTER TABLE "desk"."events" ADD COLUMN "admission" text DEFAULT 'slips' NOT NULL;--> statement-breakpoint
ALTER TABLE "desk"."events" ADD COLUMN "rehearsal" boolean DEFAULT false NOT NULL;
