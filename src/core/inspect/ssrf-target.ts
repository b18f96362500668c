import type { Kind } from '../policy/kind.ts';
import type { Rule } from '../rules.ts';
import { addressZone, internalEnding, loopbackName } from '../text/host-names.ts';
import type { UrlReadings } from '../text/url.ts';
import type { Inspector } from './rule.ts';
import type { Target } from './ssrf-reading.ts';
import type { Trigger } from './trigger.ts';

/**
 * The inspectors of a rule about what is fetched: in kind `url` any text is a target, even a bare host; in kind
 * `any` only one that begins like a URL and has no blank in it.
 */
export function inspectTargets(rule: Rule, finds: (target: Target, text: string, kind: Kind) => boolean): readonly [Inspector, Inspector] {
  return [
    { rule, kinds: ['url'], aside: 'form', finds: ({ target, text, kind }) => finds(target, text, kind) },
    { rule, kinds: ['any'], aside: 'form', finds: (subject) => (subject.isUrl || splitUserInfo.test(subject.text.slice(0, longestUserInfo))) && finds(subject.target, subject.text, subject.kind) },
  ];
}

/** Necessary for them. */
export function targetTriggers(): readonly [Trigger, Trigger] {
  /** How a host may not end that is an ordinary public name. */
  const telling = String.raw`(?![^/?#:]*\.(?:${internalEnding}|${addressZone})[.:/?#]|[^/?#:]*\.(?:${internalEnding}|${addressZone})(?!.)|(?:[^/?#:]*\.)?(?:${loopbackName})(?:[.:/?#]|(?!.)))`;
  /**
   * A URL that all parsers read alike and whose host is an ordinary public name. Triggers negate it: what is
   * spelled any other way gets a closer look.
   */
  const ordinary = String.raw`(?!.*(?:169\.254|metadata|instance-data|nip\.|xip|slip\.io|a9fea9fe|.https?(?::|%3a)))https?://${telling}(?:(?!(?:\d{1,3}\.){4})[a-z0-9_-]{1,63}\.){1,10}[a-z]{2,20}(?::\d{1,5})?(?:/[^\x00-\x20]*|[?#][^\x00-\x20\\@/]*(?:/[^\x00-\x20]*)?)?(?!.)`;
  const beginning = String.raw`[\x00-\x20]*(?:(?:url|view-source|feed|jar|blob|uri)[:=])*(?:(?:[a-z][a-z0-9+._-]*:|[/\\])[\t\n\r]*[/\\]|https?:)`;
  // The beginning comes first: it rules out prose before the whole text is looked at.
  return [{ source: `^(?!${ordinary})` }, { source: `^(?=${beginning})(?!${ordinary})` }];
}

/** How far {@link splitUserInfo} reaches; QuickJS tries a pattern at every character, bound to the beginning or not. */
const longestUserInfo = 320;
/** A blank within the user information, at which some parsers end the host: `http://a.example &@b.example/`. */
const splitUserInfo = /^https?:\/\/[^\s/]{1,256}\s[&#;\s]{0,8}@/i;

/** `//x/y` is a path or an XPath expression more often than a URL: without a scheme only a telling host counts. */
export function hostsOf(target: UrlReadings, kind: Kind): readonly string[] {
  return target.scheme !== undefined || kind === 'url' ? target.hosts : target.hosts.filter((host) => /[.[]|^localhost/i.test(host));
}
