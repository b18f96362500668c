import type { Kind } from '../../core/policy/kind.ts';

const formats: Readonly<Record<string, Kind>> = {
  'uri': 'url', 'url': 'url', 'iri': 'url',
  // These may be relative, which kind `url` would refuse.
  'uri-reference': 'any', 'iri-reference': 'any',
  'uuid': 'id', 'date': 'id', 'date-time': 'id', 'time': 'id', 'duration': 'id',
  'email': 'id', 'idn-email': 'id', 'ipv4': 'id', 'ipv6': 'id',
};

/** The kind of strings with this `format`; undefined for one that says nothing of it. */
export function kindByFormat(format: string): Kind | undefined {
  return Object.hasOwn(formats, format) ? formats[format] : undefined;
}
