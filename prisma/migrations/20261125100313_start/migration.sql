-- CreateTable
CREATE TABLE "Body" (
    "body" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "Body_pkey" PRIMARY KEY ("body")
);

-- CreateTable
CREATE TABLE "Organization" (
    "body" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "Organization_pkey" PRIMARY KEY ("body","id")
);

-- CreateTable
CREATE TABLE "Person" (
    "body" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("body","id")
);

-- CreateTable
CREATE TABLE "Seat" (
    "body" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "organization" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "Seat_pkey" PRIMARY KEY ("body","id")
);

-- CreateTable
CREATE TABLE "Membership" (
    "body" TEXT NOT NULL,
    "organization" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "seat" TEXT,
    "value" JSONB NOT NULL,

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("body","organization","person")
);

-- CreateTable
CREATE TABLE "Account" (
    "body" TEXT NOT NULL,
    "connection" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "person" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("body","connection","account")
);

-- CreateTable
CREATE TABLE "Place" (
    "body" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "connection" TEXT NOT NULL,
    "room" TEXT NOT NULL,
    "organization" TEXT,
    "person" TEXT,
    "value" JSONB NOT NULL,

    CONSTRAINT "Place_pkey" PRIMARY KEY ("body","id")
);

-- CreateTable
CREATE TABLE "Meeting" (
    "body" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "organization" TEXT NOT NULL,
    "ends" TIMESTAMPTZ(3),
    "ahead" BOOLEAN NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "Meeting_pkey" PRIMARY KEY ("body","id")
);

-- CreateTable
CREATE TABLE "Rsvp" (
    "body" TEXT NOT NULL,
    "meeting" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "Rsvp_pkey" PRIMARY KEY ("body","meeting","person")
);

-- CreateTable
CREATE TABLE "Poll" (
    "body" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "organization" TEXT NOT NULL,
    "meeting" TEXT NOT NULL,
    "open" BOOLEAN NOT NULL,
    "closes" TIMESTAMPTZ(3),
    "unreminded" BOOLEAN NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "Poll_pkey" PRIMARY KEY ("body","id")
);

-- CreateTable
CREATE TABLE "Ballot" (
    "body" TEXT NOT NULL,
    "poll" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "Ballot_pkey" PRIMARY KEY ("body","poll","person")
);

-- CreateTable
CREATE TABLE "Outcome" (
    "body" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "organization" TEXT NOT NULL,
    "steering" TEXT NOT NULL,
    "meeting" TEXT,
    "report" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "hands" TIMESTAMPTZ(3),
    "live" BOOLEAN NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "reportable" BOOLEAN NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "Outcome_pkey" PRIMARY KEY ("body","id")
);

-- CreateTable
CREATE TABLE "Assignment" (
    "body" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "open" BOOLEAN NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "Assignment_pkey" PRIMARY KEY ("body","id")
);

-- CreateTable
CREATE TABLE "Deadline" (
    "body" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "sitting" TEXT NOT NULL,
    "organization" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "open" BOOLEAN NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "Deadline_pkey" PRIMARY KEY ("body","id")
);

-- CreateTable
CREATE TABLE "Paper" (
    "body" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "sitting" TEXT NOT NULL,
    "organization" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "Paper_pkey" PRIMARY KEY ("body","id")
);

-- CreateTable
CREATE TABLE "Dialog" (
    "body" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "person" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "alive" BOOLEAN NOT NULL,
    "touched" TIMESTAMPTZ(3) NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "Dialog_pkey" PRIMARY KEY ("body","id")
);

-- CreateTable
CREATE TABLE "Counter" (
    "body" TEXT NOT NULL,
    "of" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "Counter_pkey" PRIMARY KEY ("body","of")
);

-- CreateTable
CREATE TABLE "Utterance" (
    "body" TEXT NOT NULL,
    "connection" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "person" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "Utterance_pkey" PRIMARY KEY ("body","connection","message")
);

-- CreateTable
CREATE TABLE "Snapshot" (
    "body" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "Snapshot_pkey" PRIMARY KEY ("body","id")
);

-- CreateTable
CREATE TABLE "Cause" (
    "body" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "said" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Cause_pkey" PRIMARY KEY ("body","cause")
);

-- CreateTable
CREATE TABLE "Post" (
    "body" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "connection" TEXT NOT NULL,
    "under" TEXT,
    "view" JSONB NOT NULL,
    "urgency" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "wanted" INTEGER NOT NULL DEFAULT 1,
    "made" INTEGER NOT NULL DEFAULT 0,
    "label" TEXT NOT NULL DEFAULT 'non-public',
    "open" BOOLEAN NOT NULL DEFAULT true,
    "stuck" BOOLEAN NOT NULL DEFAULT false,
    "due" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Post_pkey" PRIMARY KEY ("body","key")
);

-- CreateTable
CREATE TABLE "Piece" (
    "body" TEXT NOT NULL,
    "post" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "state" JSONB NOT NULL,
    "content" JSONB,
    "connection" TEXT,
    "message" TEXT,

    CONSTRAINT "Piece_pkey" PRIMARY KEY ("body","post","n")
);

-- CreateTable
CREATE TABLE "Lane" (
    "connection" TEXT NOT NULL,
    "token" INTEGER NOT NULL,
    "replica" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Lane_pkey" PRIMARY KEY ("connection")
);

-- CreateTable
CREATE TABLE "Shelf" (
    "connection" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "Shelf_pkey" PRIMARY KEY ("connection","key")
);

-- CreateIndex
CREATE INDEX "Seat_body_organization_idx" ON "Seat"("body", "organization");

-- CreateIndex
CREATE INDEX "Membership_body_person_idx" ON "Membership"("body", "person");

-- CreateIndex
CREATE INDEX "Account_connection_account_idx" ON "Account"("connection", "account");

-- CreateIndex
CREATE INDEX "Account_body_person_idx" ON "Account"("body", "person");

-- CreateIndex
CREATE INDEX "Place_body_organization_idx" ON "Place"("body", "organization");

-- CreateIndex
CREATE INDEX "Place_body_person_idx" ON "Place"("body", "person");

-- CreateIndex
CREATE UNIQUE INDEX "Place_connection_room_key" ON "Place"("connection", "room");

-- CreateIndex
CREATE INDEX "Meeting_body_organization_ahead_idx" ON "Meeting"("body", "organization", "ahead");

-- CreateIndex
CREATE INDEX "Meeting_ends_idx" ON "Meeting"("ends");

-- CreateIndex
CREATE INDEX "Poll_body_organization_open_idx" ON "Poll"("body", "organization", "open");

-- CreateIndex
CREATE INDEX "Poll_closes_idx" ON "Poll"("closes");

-- CreateIndex
CREATE INDEX "Poll_unreminded_closes_idx" ON "Poll"("unreminded", "closes");

-- CreateIndex
CREATE INDEX "Outcome_body_organization_live_idx" ON "Outcome"("body", "organization", "live");

-- CreateIndex
CREATE INDEX "Outcome_body_steering_pending_idx" ON "Outcome"("body", "steering", "pending");

-- CreateIndex
CREATE INDEX "Outcome_body_steering_reportable_idx" ON "Outcome"("body", "steering", "reportable");

-- CreateIndex
CREATE INDEX "Outcome_body_report_idx" ON "Outcome"("body", "report");

-- CreateIndex
CREATE INDEX "Outcome_hands_idx" ON "Outcome"("hands");

-- CreateIndex
CREATE INDEX "Assignment_body_to_open_idx" ON "Assignment"("body", "to", "open");

-- CreateIndex
CREATE INDEX "Deadline_body_sitting_idx" ON "Deadline"("body", "sitting");

-- CreateIndex
CREATE INDEX "Deadline_body_organization_open_idx" ON "Deadline"("body", "organization", "open");

-- CreateIndex
CREATE INDEX "Deadline_open_at_idx" ON "Deadline"("open", "at");

-- CreateIndex
CREATE INDEX "Paper_body_sitting_idx" ON "Paper"("body", "sitting");

-- CreateIndex
CREATE INDEX "Dialog_body_person_place_alive_idx" ON "Dialog"("body", "person", "place", "alive");

-- CreateIndex
CREATE INDEX "Dialog_alive_touched_idx" ON "Dialog"("alive", "touched");

-- CreateIndex
CREATE INDEX "Post_connection_open_seq_idx" ON "Post"("connection", "open", "seq");

-- CreateIndex
CREATE INDEX "Post_body_stuck_idx" ON "Post"("body", "stuck");

-- CreateIndex
CREATE INDEX "Piece_body_connection_message_idx" ON "Piece"("body", "connection", "message");

-- AddForeignKey
ALTER TABLE "Organization" ADD CONSTRAINT "Organization_body_fkey" FOREIGN KEY ("body") REFERENCES "Body"("body") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_body_fkey" FOREIGN KEY ("body") REFERENCES "Body"("body") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Seat" ADD CONSTRAINT "Seat_body_fkey" FOREIGN KEY ("body") REFERENCES "Body"("body") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Seat" ADD CONSTRAINT "Seat_body_organization_fkey" FOREIGN KEY ("body", "organization") REFERENCES "Organization"("body", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_body_fkey" FOREIGN KEY ("body") REFERENCES "Body"("body") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_body_organization_fkey" FOREIGN KEY ("body", "organization") REFERENCES "Organization"("body", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_body_person_fkey" FOREIGN KEY ("body", "person") REFERENCES "Person"("body", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_body_fkey" FOREIGN KEY ("body") REFERENCES "Body"("body") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_body_person_fkey" FOREIGN KEY ("body", "person") REFERENCES "Person"("body", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Place" ADD CONSTRAINT "Place_body_fkey" FOREIGN KEY ("body") REFERENCES "Body"("body") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Place" ADD CONSTRAINT "Place_body_organization_fkey" FOREIGN KEY ("body", "organization") REFERENCES "Organization"("body", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Place" ADD CONSTRAINT "Place_body_person_fkey" FOREIGN KEY ("body", "person") REFERENCES "Person"("body", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Meeting" ADD CONSTRAINT "Meeting_body_fkey" FOREIGN KEY ("body") REFERENCES "Body"("body") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Meeting" ADD CONSTRAINT "Meeting_body_organization_fkey" FOREIGN KEY ("body", "organization") REFERENCES "Organization"("body", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Rsvp" ADD CONSTRAINT "Rsvp_body_fkey" FOREIGN KEY ("body") REFERENCES "Body"("body") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Rsvp" ADD CONSTRAINT "Rsvp_body_meeting_fkey" FOREIGN KEY ("body", "meeting") REFERENCES "Meeting"("body", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Rsvp" ADD CONSTRAINT "Rsvp_body_person_fkey" FOREIGN KEY ("body", "person") REFERENCES "Person"("body", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Poll" ADD CONSTRAINT "Poll_body_fkey" FOREIGN KEY ("body") REFERENCES "Body"("body") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Poll" ADD CONSTRAINT "Poll_body_organization_fkey" FOREIGN KEY ("body", "organization") REFERENCES "Organization"("body", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Poll" ADD CONSTRAINT "Poll_body_meeting_fkey" FOREIGN KEY ("body", "meeting") REFERENCES "Meeting"("body", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Ballot" ADD CONSTRAINT "Ballot_body_fkey" FOREIGN KEY ("body") REFERENCES "Body"("body") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Ballot" ADD CONSTRAINT "Ballot_body_poll_fkey" FOREIGN KEY ("body", "poll") REFERENCES "Poll"("body", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Ballot" ADD CONSTRAINT "Ballot_body_person_fkey" FOREIGN KEY ("body", "person") REFERENCES "Person"("body", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Outcome" ADD CONSTRAINT "Outcome_body_fkey" FOREIGN KEY ("body") REFERENCES "Body"("body") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Outcome" ADD CONSTRAINT "Outcome_body_organization_fkey" FOREIGN KEY ("body", "organization") REFERENCES "Organization"("body", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Outcome" ADD CONSTRAINT "Outcome_body_steering_fkey" FOREIGN KEY ("body", "steering") REFERENCES "Organization"("body", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Outcome" ADD CONSTRAINT "Outcome_body_meeting_fkey" FOREIGN KEY ("body", "meeting") REFERENCES "Meeting"("body", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Outcome" ADD CONSTRAINT "Outcome_body_by_fkey" FOREIGN KEY ("body", "by") REFERENCES "Person"("body", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_body_fkey" FOREIGN KEY ("body") REFERENCES "Body"("body") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_body_from_fkey" FOREIGN KEY ("body", "from") REFERENCES "Organization"("body", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_body_to_fkey" FOREIGN KEY ("body", "to") REFERENCES "Organization"("body", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Deadline" ADD CONSTRAINT "Deadline_body_fkey" FOREIGN KEY ("body") REFERENCES "Body"("body") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Deadline" ADD CONSTRAINT "Deadline_body_sitting_fkey" FOREIGN KEY ("body", "sitting") REFERENCES "Meeting"("body", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Deadline" ADD CONSTRAINT "Deadline_body_organization_fkey" FOREIGN KEY ("body", "organization") REFERENCES "Organization"("body", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Paper" ADD CONSTRAINT "Paper_body_fkey" FOREIGN KEY ("body") REFERENCES "Body"("body") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Paper" ADD CONSTRAINT "Paper_body_sitting_fkey" FOREIGN KEY ("body", "sitting") REFERENCES "Meeting"("body", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Paper" ADD CONSTRAINT "Paper_body_organization_fkey" FOREIGN KEY ("body", "organization") REFERENCES "Organization"("body", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Dialog" ADD CONSTRAINT "Dialog_body_fkey" FOREIGN KEY ("body") REFERENCES "Body"("body") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Dialog" ADD CONSTRAINT "Dialog_body_person_fkey" FOREIGN KEY ("body", "person") REFERENCES "Person"("body", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Dialog" ADD CONSTRAINT "Dialog_body_place_fkey" FOREIGN KEY ("body", "place") REFERENCES "Place"("body", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Counter" ADD CONSTRAINT "Counter_body_fkey" FOREIGN KEY ("body") REFERENCES "Body"("body") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Utterance" ADD CONSTRAINT "Utterance_body_fkey" FOREIGN KEY ("body") REFERENCES "Body"("body") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Utterance" ADD CONSTRAINT "Utterance_body_person_fkey" FOREIGN KEY ("body", "person") REFERENCES "Person"("body", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Snapshot" ADD CONSTRAINT "Snapshot_body_fkey" FOREIGN KEY ("body") REFERENCES "Body"("body") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Cause" ADD CONSTRAINT "Cause_body_fkey" FOREIGN KEY ("body") REFERENCES "Body"("body") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_body_fkey" FOREIGN KEY ("body") REFERENCES "Body"("body") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_body_place_fkey" FOREIGN KEY ("body", "place") REFERENCES "Place"("body", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Piece" ADD CONSTRAINT "Piece_body_post_fkey" FOREIGN KEY ("body", "post") REFERENCES "Post"("body", "key") ON DELETE RESTRICT ON UPDATE CASCADE;
