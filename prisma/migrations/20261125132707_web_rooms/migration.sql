-- CreateTable
CREATE TABLE "Access" (
    "body" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "person" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "Access_pkey" PRIMARY KEY ("body","id")
);

-- CreateTable
CREATE TABLE "WebMessage" (
    "body" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "change" INTEGER NOT NULL,
    "room" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "under" INTEGER,
    "author" TEXT,
    "revision" INTEGER NOT NULL,
    "content" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WebMessage_pkey" PRIMARY KEY ("body","n")
);

-- CreateTable
CREATE TABLE "WebCounter" (
    "body" TEXT NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "WebCounter_pkey" PRIMARY KEY ("body")
);

-- CreateTable
CREATE TABLE "WebRead" (
    "body" TEXT NOT NULL,
    "reader" TEXT NOT NULL,
    "room" TEXT NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "WebRead_pkey" PRIMARY KEY ("body","reader","room")
);

-- CreateTable
CREATE TABLE "Kept" (
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "Kept_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "Access_body_person_idx" ON "Access"("body", "person");

-- CreateIndex
CREATE INDEX "WebMessage_body_change_idx" ON "WebMessage"("body", "change");

-- CreateIndex
CREATE INDEX "WebMessage_body_room_n_idx" ON "WebMessage"("body", "room", "n");

-- CreateIndex
CREATE UNIQUE INDEX "WebMessage_body_name_key" ON "WebMessage"("body", "name");

-- AddForeignKey
ALTER TABLE "Access" ADD CONSTRAINT "Access_body_fkey" FOREIGN KEY ("body") REFERENCES "Body"("body") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Access" ADD CONSTRAINT "Access_body_person_fkey" FOREIGN KEY ("body", "person") REFERENCES "Person"("body", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebMessage" ADD CONSTRAINT "WebMessage_body_fkey" FOREIGN KEY ("body") REFERENCES "Body"("body") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebCounter" ADD CONSTRAINT "WebCounter_body_fkey" FOREIGN KEY ("body") REFERENCES "Body"("body") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebRead" ADD CONSTRAINT "WebRead_body_fkey" FOREIGN KEY ("body") REFERENCES "Body"("body") ON DELETE RESTRICT ON UPDATE CASCADE;
