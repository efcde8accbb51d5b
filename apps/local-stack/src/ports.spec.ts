import { createServer } from 'node:net';
import { freePort } from '#embedded-postgres';
import { readPorts, requireFree } from './ports.js';

describe('the ports of the local stack', () => {
  it('are the usual ones', () =>
    expect(readPorts({})).toEqual({
      control: 3000, 'child-welfare': 3001, 'juvenile-court': 3002, 'law-enforcement': 3003, compliance: 3005, issuer: 3010, 'event-store': 2113,
      postgres: 5433,
    }));

  it('move together', () => {
    const ports = Object.values(readPorts({ PORT_BASE: '4000' }));
    expect(ports.every(port => port >= 4000 && port < 4020)).toBe(true);
    expect(new Set(ports).size).toBe(8);
  });

  it('are chosen one by one, before PORT_BASE', () =>
    expect(readPorts({ PORT_BASE: '4000', CONTROL_PORT: '5000' })).toMatchObject({ control: 5000, 'child-welfare': 4001 }));

  it.each([['CONTROL_PORT', 'x'], ['CONTROL_PORT', '0'], ['CONTROL_PORT', '65536'], ['PORT_BASE', '-1']])('refuse %s=%s by name', (name, value) =>
    expect(() => readPorts({ [name]: value })).toThrow(name));

  it('are told apart', () => expect(() => readPorts({ COMPLIANCE_PORT: '3000' })).toThrow('control and compliance would both listen on port 3000'));

  it('are named when in use, with the variable that changes them', async () => {
    const taken = createServer();
    const port = await freePort();
    await new Promise<void>(resolve => taken.listen(port, '127.0.0.1', resolve));
    const rest = { control: 0, 'child-welfare': 0, 'juvenile-court': 0, 'law-enforcement': 0, compliance: 0, issuer: 0, 'event-store': 0, postgres: 0 };
    await expect(requireFree({ ...rest, compliance: port }, 0)).rejects.toThrow(new RegExp(`${port}.*compliance.*COMPLIANCE_PORT`));
    await new Promise(resolve => taken.close(resolve));
    await requireFree({ ...rest, compliance: port }, 0);
  });
});
