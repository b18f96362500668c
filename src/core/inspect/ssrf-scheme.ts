import { inspectTargets } from './ssrf-target.ts';

/** What a tool that fetches URLs is for. */
const fetching = /^(?:https?|wss?)$/;
/** In an argument of unknown kind: schemes that reach files, other services, or code. */
const dangerous =
  /^(?:file|local_file|netdoc|gopher|dict|ldaps?|ldapi|tftp|jar|phar|php|expect|glob|zip|ogg|rar|smb|cifs|nfs|telnet|smtps?|imaps?|pop3s?|rtsp|rmi|jndi|iiop|view-source|javascript|vbscript|data)$/;

/** Finds URLs whose scheme would make the server do something other than an HTTP request. */
export const ssrfScheme = inspectTargets('ssrf.scheme', (target, _text, kind) => {
  if (target === 'hidden' || target.scheme === undefined) return false;
  return kind === 'url' ? !fetching.test(target.scheme) : dangerous.test(target.scheme);
});
