CREATE SCHEMA "desk";
--> statement-breakpoint
CREATE SCHEMA "roll";
--> statement-breakpoint
CREATE SCHEMA "urn";
--> statement-breakpoint
CREATE SCHEMA "auth";
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
);
--> statement-breakpoint
CREATE TABLE "urn"."counters" (
	"poll_id" text NOT NULL,
	"group_id" text NOT NULL,
	"ballots" integer NOT NULL,
	"counts" integer[] NOT NULL,
	CONSTRAINT "counters_poll_id_group_id_pk" PRIMARY KEY("poll_id","group_id")
);
--> statement-breakpoint
CREATE TABLE "urn"."credentials" (
	"poll_id" text NOT NULL,
	"leaf" "bytea" NOT NULL,
	"group_id" text NOT NULL,
	"public_key" "bytea" NOT NULL,
	"credential" "bytea" NOT NULL,
	CONSTRAINT "credentials_poll_id_leaf_pk" PRIMARY KEY("poll_id","leaf")
);
--> statement-breakpoint
CREATE TABLE "desk"."events" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"place" text NOT NULL,
	"groups" jsonb NOT NULL,
	"sign_in" text DEFAULT 'closed' NOT NULL,
	"display_code" text NOT NULL,
	"short_code" text NOT NULL,
	"base_url" text,
	"public_key" "bytea" NOT NULL,
	"sealed_private_key" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "events_display_code_unique" UNIQUE("display_code"),
	CONSTRAINT "events_short_code_unique" UNIQUE("short_code")
);
--> statement-breakpoint
CREATE TABLE "desk"."gate_decisions" (
	"poll_id" text NOT NULL,
	"question" text NOT NULL,
	"rule" text NOT NULL,
	"gate" text NOT NULL,
	"state" text NOT NULL,
	"document" text NOT NULL,
	"by" text NOT NULL,
	CONSTRAINT "gate_decisions_poll_id_question_rule_gate_pk" PRIMARY KEY("poll_id","question","rule","gate")
);
--> statement-breakpoint
CREATE TABLE "roll"."issuances" (
	"slip_hash" "bytea" NOT NULL,
	"poll_id" text NOT NULL,
	"group_id" text NOT NULL,
	"blinded_hash" "bytea" NOT NULL,
	CONSTRAINT "issuances_slip_hash_poll_id_pk" PRIMARY KEY("slip_hash","poll_id")
);
--> statement-breakpoint
CREATE TABLE "desk"."issuer_keys" (
	"poll_id" text NOT NULL,
	"group_id" text NOT NULL,
	"spki" "bytea" NOT NULL,
	"sealed_private_key" "bytea" NOT NULL,
	CONSTRAINT "issuer_keys_poll_id_group_id_pk" PRIMARY KEY("poll_id","group_id")
);
--> statement-breakpoint
CREATE TABLE "urn"."openings" (
	"poll_id" text NOT NULL,
	"leaf" "bytea" NOT NULL,
	"group_id" text,
	"question" text NOT NULL,
	"choice" text NOT NULL,
	"nonce" "bytea" NOT NULL,
	CONSTRAINT "openings_poll_id_leaf_pk" PRIMARY KEY("poll_id","leaf")
);
--> statement-breakpoint
CREATE TABLE "desk"."polls" (
	"id" text PRIMARY KEY NOT NULL,
	"event_id" text NOT NULL,
	"position" integer NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"draft" jsonb NOT NULL,
	"definition" text,
	"paper_hash" text,
	"opened_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"sealed_at" timestamp with time zone,
	"alarm" text
);
--> statement-breakpoint
CREATE TABLE "desk"."records" (
	"poll_id" text PRIMARY KEY NOT NULL,
	"record" text NOT NULL,
	"signature" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "urn"."releases" (
	"poll_id" text PRIMARY KEY NOT NULL,
	"ballots" integer NOT NULL,
	"counts" integer[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "roll"."slips" (
	"slip_hash" "bytea" PRIMARY KEY NOT NULL,
	"event_id" text NOT NULL,
	"group_id" text NOT NULL,
	"admitted" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "desk"."trail" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "desk"."trail_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"event_id" text NOT NULL,
	"poll_id" text,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"act" text NOT NULL,
	"detail" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."account" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."session" (
	"id" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"token" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"user_id" text NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token"),
	CONSTRAINT "session_without_address" CHECK ("auth"."session"."ip_address" is null),
	CONSTRAINT "session_without_browser" CHECK ("auth"."session"."user_agent" is null)
);
--> statement-breakpoint
CREATE TABLE "auth"."setup_links" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."user" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"username" text NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "user_email_unique" UNIQUE("email"),
	CONSTRAINT "user_username_unique" UNIQUE("username")
);
--> statement-breakpoint
CREATE TABLE "auth"."verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "desk"."gate_decisions" ADD CONSTRAINT "gate_decisions_poll_id_polls_id_fk" FOREIGN KEY ("poll_id") REFERENCES "desk"."polls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk"."issuer_keys" ADD CONSTRAINT "issuer_keys_poll_id_polls_id_fk" FOREIGN KEY ("poll_id") REFERENCES "desk"."polls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk"."polls" ADD CONSTRAINT "polls_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "desk"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk"."records" ADD CONSTRAINT "records_poll_id_polls_id_fk" FOREIGN KEY ("poll_id") REFERENCES "desk"."polls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk"."trail" ADD CONSTRAINT "trail_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "desk"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_user_id" ON "auth"."account" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "session_user_id" ON "auth"."session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "verification_identifier" ON "auth"."verification" USING btree ("identifier");