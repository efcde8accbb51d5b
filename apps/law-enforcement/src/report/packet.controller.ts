import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { PAGE_POLICY } from '#html';
import { Action, awaitPosition, MinPosition, RequestReading, RequestRefused, UuidParam, Versioned } from '#http';
import { ProjectionReader } from '#projections';
import type { Reading } from '#security';
import { packetPage } from './packet.page.js';
import { PacketReads } from './packet.reads.js';
import { reportsProjection } from './reports.projection.js';

@Controller('reports')
export class PacketController {
  constructor(private readonly packets: PacketReads, private readonly projections: ProjectionReader) {}

  /** A page to print, or JSON where `Accept` prefers it. */
  @Get(':id/packet')
  @ApiProduces('text/html', 'application/json')
  @Action('packet:read')
  async packet(
    @UuidParam('id') id: string, @RequestReading() reading: Reading, @Req() request: Request, @Res({ passthrough: true }) response: Response,
    @MinPosition() position?: bigint,
  ) {
    const type = request.accepts(['html', 'json']);
    if (!type) throw new RequestRefused(406, 'not-acceptable', 'The packet is text/html or application/json');
    await awaitPosition(position, (until, timeout) => this.projections.caughtUp(reportsProjection.name, until, timeout));
    const packet = await this.packets.one(id, reading, position);
    response.vary('Accept');
    if (type === 'json') return packet;
    response.type('html').set('Content-Security-Policy', PAGE_POLICY);
    return new Versioned(packetPage(packet.body), packet.revision, packet.position);
  }
}
