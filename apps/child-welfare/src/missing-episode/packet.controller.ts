import { Controller, Get, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { Response } from 'express';
import { PAGE_POLICY } from '#html';
import { Action, MinPosition, RequestReading, UuidParam, Versioned } from '#http';
import type { Reading } from '#security';
import { MissingEpisodeReads } from './missing-episode.reads.js';
import { packetPage } from './packet.page.js';

@Controller('missing-episodes')
export class PacketController {
  constructor(private readonly reads: MissingEpisodeReads) {}

  /** The packet as a page to print: every element as told, and which are missing. The photo is named by where it lies. */
  @Get(':id/packet')
  @ApiProduces('text/html')
  @Action('missing-episode:read')
  async packet(
    @UuidParam('id') id: string, @RequestReading() reading: Reading, @Res({ passthrough: true }) response: Response, @MinPosition() position?: bigint,
  ) {
    await this.reads.caughtUp(position);
    const { body, revision, position: at } = await this.reads.packet(id, reading);
    response.type('html').set('Content-Security-Policy', PAGE_POLICY);
    return new Versioned(packetPage(body), revision, at);
  }
}
