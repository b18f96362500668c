import { inspectTargets, targetTriggers } from './ssrf-target.ts';
import type { Inspector } from './rule.ts';
import type { Trigger } from './trigger.ts';

/** What a tool that fetches URLs is for. */
const fetching = /^(?:https?|wss?)$/;
/** In an argument of unknown kind: schemes that reach files, other services, or code. */
const dangerous =
  /^(?:file|local_file|netdoc|gopher|dict|ldaps?|ldapi|tftp|jar|phar|php|expect|glob|zip|ogg|rar|compress\.(?:zlib|bzip2)|ssh2\.\w+|smb|cifs|nfs|telnet|smtps?|imaps?|pop3s?|rtsp|rmi|jndi|iiop|(?:http\+)?unix|view-source|javascript|vbscript|data)$/;
/** Where a path must stand: what programs that open files by URL would run, unpack or ask another service for. */
const streaming = String.raw`(?:php|expect|data|phar|glob|zip|ogg|rar|compress\.(?:zlib|bzip2)|ssh2\.\w{1,8}|gopher|dict|ldaps?|tftp|netdoc|jndi):`;
const startsAsStream = new RegExp(`^[\\0- ]*(?:(?:url|view-source|jar)[:=])*(?:${streaming}/|(?:data|jar):[^/])`, 'i');

/** A stream wrapper where a path must stand (`php://filter/...`). */
const streamForPath: Inspector = {
  rule: 'ssrf.scheme',
  kinds: ['path', 'id'],
  aside: 'form',
  finds: ({ text }) => startsAsStream.test(text),
};

/** Finds URLs whose scheme would make the server do something other than an HTTP request. */
export const ssrfScheme: readonly [Inspector, Inspector, Inspector] = [
  ...inspectTargets('ssrf.scheme', (target, _text, kind) => {
    if (target === 'hidden') return false;
    const { scheme, wrapper } = target;
    if (kind === 'url') return wrapper !== undefined || (scheme !== undefined && !fetching.test(scheme));
    return wrapper === 'jar' || wrapper === 'view-source' || (scheme !== undefined && dangerous.test(scheme));
  }),
  streamForPath,
];

/** Necessary for {@link ssrfScheme}. */
export const ssrfSchemeTriggers = (): readonly [Trigger, Trigger, Trigger] => [...targetTriggers(), { source: String.raw`^[\x00-\x20]*(?:${streaming}|(?:url|view-source|jar)[:=])` }];
