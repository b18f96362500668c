import { delimiter, join } from 'node:path';
import { cacheFolder } from '../../src/cli/folders.ts';

/** Where the engine's programs, data and log lie. */
export function dockerFolder(name = ''): string {
  return join(cacheFolder(), 'docker', name);
}

/** What a client must be started with to find the programs and plugins made here; the machine's own come first. */
export function dockerEnvironment(): { readonly PATH: string; readonly DOCKER_CONFIG: string } {
  return {
    PATH: [process.env['PATH'] ?? '', dockerFolder('root/usr/bin')].join(delimiter),
    DOCKER_CONFIG: process.env['DOCKER_CONFIG'] ?? dockerFolder('config'),
  };
}
