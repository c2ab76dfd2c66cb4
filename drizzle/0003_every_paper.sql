CREATE SCHEMA "named";
--> statement-breakpoint
CREATE TABLE "desk"."annexes" (
	"poll_id" text PRIMARY KEY NOT NULL,
	"annex" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "desk"."checks" (
	"poll_id" text NOT NULL,
	"item" text NOT NULL,
	"document" text NOT NULL,
	"by" text NOT NULL,
	CONSTRAINT "checks_poll_id_item_pk" PRIMARY KEY("poll_id","item")
);
--> statement-breakpoint
CREATE TABLE "desk"."conclusions" (
	"poll_id" text PRIMARY KEY NOT NULL,
	"text" text NOT NULL,
	"by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "named"."forms" (
	"id" text PRIMARY KEY NOT NULL,
	"event_id" text NOT NULL,
	"recommender" text NOT NULL,
	"recommender_post" text NOT NULL,
	"recommended" text NOT NULL,
	"recommended_post" text NOT NULL,
	"for_post" text NOT NULL,
	"grounds" text NOT NULL,
	"signed_on" text NOT NULL,
	"recorded_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "desk"."holidays" (
	"day" text PRIMARY KEY NOT NULL,
	"working" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "desk"."marks" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"post" text NOT NULL,
	"at" text NOT NULL,
	"mark" text NOT NULL,
	"poll_id" text,
	"document" text NOT NULL,
	"by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "desk"."notices" (
	"id" text PRIMARY KEY NOT NULL,
	"event_id" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"scope" text NOT NULL,
	"polls" jsonb NOT NULL,
	"starts_on" text NOT NULL,
	"ends_on" text,
	"position" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "desk"."periods" (
	"poll_id" text NOT NULL,
	"question" text NOT NULL,
	"rule" text NOT NULL,
	"period" text NOT NULL,
	"starts_on" text NOT NULL,
	"by" text NOT NULL,
	CONSTRAINT "periods_poll_id_question_rule_period_pk" PRIMARY KEY("poll_id","question","rule","period")
);
--> statement-breakpoint
CREATE TABLE "urn"."texts" (
	"poll_id" text NOT NULL,
	"leaf" "bytea" NOT NULL,
	"question" text NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "texts_poll_id_leaf_pk" PRIMARY KEY("poll_id","leaf")
);
--> statement-breakpoint
CREATE TABLE "desk"."write_in_merges" (
	"poll_id" text NOT NULL,
	"name" text NOT NULL,
	"into" text NOT NULL,
	"reason" text NOT NULL,
	"by" text NOT NULL,
	CONSTRAINT "write_in_merges_poll_id_name_pk" PRIMARY KEY("poll_id","name")
);
--> statement-breakpoint
ALTER TABLE "desk"."annexes" ADD CONSTRAINT "annexes_poll_id_polls_id_fk" FOREIGN KEY ("poll_id") REFERENCES "desk"."polls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk"."checks" ADD CONSTRAINT "checks_poll_id_polls_id_fk" FOREIGN KEY ("poll_id") REFERENCES "desk"."polls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk"."conclusions" ADD CONSTRAINT "conclusions_poll_id_polls_id_fk" FOREIGN KEY ("poll_id") REFERENCES "desk"."polls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "named"."forms" ADD CONSTRAINT "forms_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "desk"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk"."marks" ADD CONSTRAINT "marks_poll_id_polls_id_fk" FOREIGN KEY ("poll_id") REFERENCES "desk"."polls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk"."notices" ADD CONSTRAINT "notices_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "desk"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk"."periods" ADD CONSTRAINT "periods_poll_id_polls_id_fk" FOREIGN KEY ("poll_id") REFERENCES "desk"."polls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk"."write_in_merges" ADD CONSTRAINT "write_in_merges_poll_id_polls_id_fk" FOREIGN KEY ("poll_id") REFERENCES "desk"."polls"("id") ON DELETE cascade ON UPDATE no action;