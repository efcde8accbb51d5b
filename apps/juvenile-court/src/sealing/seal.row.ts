import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Instant } from '#kernel';
import type { Seal } from './domain/seals.js';

@Entity({ name: 'seal' })
export class SealRow {
  @PrimaryColumn('uuid') sealId!: string;
  @Column('uuid') caseId!: string;
  @Column('text') kind!: Seal['kind'];
  @Column('uuid') targetId!: string;
  @Column('integer') rank!: number;
  @Column('uuid') orderId!: string;
  @Column('text') sealedAt!: Instant;
}
