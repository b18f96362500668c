/** Folders and files whose names are looked at more closely, and what file names of secrets and configuration end in. */
const watched = String.raw`(?:appdata|sessions?|etc|dev|var|r(?:un|oot|epair)|sys(?:tem32|prep)?|w(?:indows|innt)|p(?:roc|anther))/|(?:con|prn|aux|nul|clock|com\d|lpt\d)(?![a-z])|passwd|g?shadow|sudoers|login|key|cookies|keyrings|keychains|consolehost|sess_|secrets|gitlab-secrets|xferlog|[uw]tmp|(?:vs|pro|pure-?|wu-)ftp|access|error|stats|ssl`;
const watchedEnd = 'rsa|dsa|ecdsa|ed25519|netrc|key|default_cred|inf|log|access|error|stats|login|ssl';
const extension = 'c|cpp|css|csv|docx|go|h|html|java|jpe?g|jsonl?|log|m?js|md|pdf|png|py|rb|rs|svg|tsv|tsx?|txt|xlsx|ya?ml|zip';
/** Letters, then digits, as people name files: 17 characters at most, too short for a secret. Or a number. One word, the most common, is tried first. */
const segment = String.raw`(?!(?i:${watched}))(?:[A-Za-z]{1,15}+\d{0,2}+(?![\w-])|(?![\w-]{18})(?:[A-Za-z]++(?:[_-]++(?!(?i:${watchedEnd}))[A-Za-z]*+)*+\d{0,2}+|\d{1,4}+))`;

/**
 * A path in which no inspector finds anything and the log no secret: words, one dot at most, before an ordinary
 * extension. A PCRE pattern to be part of others; tests hold it against every inspector of paths.
 */
export const plainPath = String.raw`/?+${segment}(?:/${segment})*+(?:\.(?:${extension}))?+`;
