import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tables of what partners sent: what became of each message, what is parked, whom an operator paused. */
export class ExchangeTables implements MigrationInterface {
  readonly name = 'ExchangeTables1794000000000';

  async up(runner: QueryRunner): Promise<void> {
    // kept for good: a message of long ago that comes again has no second effect
    await runner.query(`
      create table inbound_message (
        source text not null,
        id text not null,
        fingerprint text not null,
        topic text not null,
        partition integer not null,
        kafka_offset bigint not null,
        status text not null check (status in ('accepted', 'rejected', 'parked')),
        attempt integer not null default 0,
        produced json not null default '[]',
        items json,
        rejection json,
        decided_at timestamptz not null,
        primary key (source, id)
      )`);
    await runner.query(`
      create table inbound_parked (
        id bigint generated always as identity primary key,
        agency text not null,
        child text not null,
        source text not null,
        message_id text not null,
        type text not null,
        topic text not null,
        partition integer not null,
        kafka_offset bigint not null,
        reason text not null check (reason in ('processing-failed', 'behind-parked', 'partner-paused')),
        error_name text,
        error_code text,
        attempts integer not null,
        parked_at timestamptz not null default clock_timestamp(),
        redrive_requested boolean not null default false,
        discard_reason text,
        sealed text not null,
        unique (source, message_id)
      )`);
    await runner.query('create index inbound_parked_child on inbound_parked (agency, child, id)');
    await runner.query(`
      create table partner_paused (
        source text primary key,
        reason text not null,
        paused_at timestamptz not null default clock_timestamp()
      )`);
    await runner.query(`
      create table exchange_tally (
        outcome text not null,
        code text not null,
        messages bigint not null,
        last_at timestamptz not null,
        primary key (outcome, code)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table exchange_tally, partner_paused, inbound_parked, inbound_message');
  }
}

/** Which refused messages are kept as dead letters already: a topic that is read again buries none twice. */
export class DeadLetterTable implements MigrationInterface {
  readonly name = 'DeadLetterTable1794200000000';

  async up(runner: QueryRunner): Promise<void> {
    // the fingerprint too: a topic that was made anew counts its offsets from 0 again
    await runner.query(`
      create table dead_letter (
        topic text not null,
        partition integer not null,
        kafka_offset bigint not null,
        fingerprint text not null,
        primary key (topic, partition, kafka_offset, fingerprint)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table dead_letter');
  }
}
