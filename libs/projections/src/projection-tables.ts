import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tables of checkpoints, pointers, heartbeats and parked events. Every service that runs projections or processes lists it. */
export class ProjectionTables implements MigrationInterface {
  readonly name = 'ProjectionTables1763800000000';

  async up(runner: QueryRunner): Promise<void> {
    // one row per copy of a projection (its schema) and per process
    await runner.query(`
      create table projection_checkpoint (
        copy text primary key,
        name text not null,
        version integer not null,
        build integer not null,
        event_types text[] not null,
        position bigint not null,
        prepare_position bigint not null,
        progressed_at timestamptz not null default clock_timestamp(),
        unique (name, version, build)
      )`);
    await runner.query(`
      create table projection_pointer (
        name text primary key,
        copy text not null references projection_checkpoint (copy),
        version integer not null
      )`);
    await runner.query(`
      create table projection_heartbeat (
        copy text primary key references projection_checkpoint (copy) on delete cascade,
        beat_at timestamptz not null
      )`);
    await runner.query(`
      create table projection_parked (
        copy text not null references projection_checkpoint (copy) on delete cascade,
        position bigint not null,
        parking_key text not null,
        stream text not null,
        revision bigint not null,
        event_id uuid not null,
        event_type text not null,
        error_name text not null,
        error_code text,
        attempts integer not null,
        parked_at timestamptz not null default clock_timestamp(),
        redrive_requested boolean not null default false,
        primary key (copy, position)
      )`);
    await runner.query('create index projection_parked_key on projection_parked (copy, parking_key)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table projection_parked, projection_heartbeat, projection_pointer, projection_checkpoint');
  }
}
