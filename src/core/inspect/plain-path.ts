/**
 * Folders and files whose names are looked at more closely, and what file names of secrets and configuration end in. By first
 * letter: at each folder PCRE tries one after the other, and this takes a third off the whole pattern.
 */
const watched = [
  'a(?:ppdata/|ux(?![a-z])|ccess)',
  String.raw`c(?:on(?![a-z])|lock(?![a-z])|om\d(?![a-z])|ookies|onsolehost)`,
  'dev/',
  'e(?:tc/|rror)',
  'g(?:shadow|itlab-secrets)',
  'key',
  String.raw`l(?:pt\d(?![a-z])|ogin)`,
  'nul(?![a-z])',
  'p(?:roc/|anther/|rn(?![a-z])|asswd|roftp|ure-?ftp)',
  'r(?:un|oot|epair)/',
  's(?:ess(?:ions?/|_)|ys(?:tem32|prep)?/|hadow|udoers|ecrets|tats|sl)',
  'utmp',
  'v(?:ar/|sftp)',
  'w(?:indows/|innt/|tmp|u-ftp)',
  'xferlog',
].join('|');
const watchedEnd = 'rsa|dsa|ecdsa|ed25519|netrc|key|default_cred|inf|log|access|error|stats|login|ssl';
const extension = 'c|cpp|css|csv|docx|go|h|html|java|jpe?g|jsonl?|log|m?js|md|pdf|png|py|rb|rs|svg|tsv|tsx?|txt|xlsx|ya?ml|zip';
/** Letters, then digits, as people name files: 17 characters at most, too short for a secret. Or a number. One word, the most common, is tried first. */
const segment = String.raw`(?!(?i:${watched}))(?:[A-Za-z]{1,15}+\d{0,2}+(?![\w-])|(?![\w-]{18})(?:[A-Za-z]++(?:[_-]++(?!(?i:${watchedEnd}))[A-Za-z]*+)*+\d{0,2}+|\d{1,4}+))`;

/**
 * A path in which no inspector finds anything and the log no secret: words, one dot at most, before an ordinary
 * extension. A PCRE pattern to be part of others; tests hold it against every inspector of paths.
 */
export const plainPath = String.raw`/?+${segment}(?:/${segment})*+(?:\.(?:${extension}))?+`;
