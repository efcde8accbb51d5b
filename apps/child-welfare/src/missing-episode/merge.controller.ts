import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Meta } from '#event-store';
import { Action, RequestMeta, UuidParam } from '#http';
import { MergeEpisodes, MergeEpisodesDto } from './merge-episodes.js';
import { UnmergeEpisodes, UnmergeEpisodesDto } from './unmerge-episodes.js';

@Controller('missing-episodes')
export class MergeController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/merges')
  @HttpCode(200)
  @Action('missing-episode:merge')
  merge(@UuidParam('id') id: string, @Body() dto: MergeEpisodesDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new MergeEpisodes(id, dto, meta));
  }

  @Post(':id/unmerges')
  @HttpCode(200)
  @Action('missing-episode:merge')
  unmerge(@UuidParam('id') id: string, @Body() dto: UnmergeEpisodesDto, @RequestMeta() meta: Meta) {
    return this.commands.execute(new UnmergeEpisodes(id, dto, meta));
  }
}
