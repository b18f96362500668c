import { readFileSync } from 'node:fs';
import { needed } from './version.ts';

const rest = 'then run this again, or name the program with --nginx PATH.';

/** One sentence on how to get a fitting nginx on this platform. */
export function adviseInstall(platform: NodeJS.Platform = process.platform, osRelease: string = readOsRelease()): string {
  if (platform === 'darwin') return `On macOS: build nginx >= ${needed.nginx} with njs >= ${needed.njs} and QuickJS, or use the Docker image; ${rest}`;
  if (platform === 'win32') return 'On Windows: run it inside WSL with Debian, or use the Docker image.';
  const ids = /^ID(?:_LIKE)?=.*/gm;
  const family = (osRelease.match(ids) ?? []).join(' ');
  if (/alpine/.test(family)) return `On Alpine: apk add nginx nginx-mod-http-js, from a release that has njs >= ${needed.njs}; ${rest}`;
  if (/fedora|rhel|suse/.test(family)) return `Install nginx and nginx-module-njs from nginx.org's packages; ${rest}`;
  if (/debian|ubuntu/.test(family)) return `Install nginx and nginx-module-njs from nginx.org's packages, or give apt a Debian mirror (PORTCULLIS_DEBIAN_MIRROR); ${rest}`;
  return `Install nginx >= ${needed.nginx} with njs >= ${needed.njs} built with QuickJS; ${rest}`;
}

function readOsRelease(): string {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}
