import { Module } from '@nestjs/common';
import { DescribeCircumstancesHandler } from './describe-circumstances.js';
import { EpisodeReviewController } from './episode-review.controller.js';
import { EpisodeReviewReads } from './episode-review.reads.js';

@Module({ controllers: [EpisodeReviewController], providers: [EpisodeReviewReads, DescribeCircumstancesHandler] })
export class EpisodeReviewModule {}
