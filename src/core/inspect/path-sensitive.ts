import { foldableCharacters } from '../text/fold.ts';
import { namesSensitiveFile } from './path-names.ts';
import { pathKinds } from './path-reading.ts';
import type { Inspector } from './rule.ts';
import type { Trigger } from './trigger.ts';

/** Finds paths that name a file or folder of secrets, accounts or system state. */
export const pathSensitive: Inspector = {
  rule: 'path.sensitive',
  kinds: pathKinds,
  aside: 'form',
  finds: (subject) => subject.isPath && subject.paths.some(namesSensitiveFile),
};

/** Necessary for {@link pathSensitive}. */
export const pathSensitiveTrigger = (): Trigger => ({ source: String.raw`[/\\](?:physicaldrive|(?:etc|proc|sys|dev|run|root|var|windows|winnt|system32|repair|sysprep|panther)[/\\]|passwd|g?shadow|sudoers|login data|logins\.|key[34]\.|cookies|web data|keyrings|keychains|consolehost_h|sess(?:_|ions?[/\\])|secrets\.|[uw]tmp|xferlog|gitlab-secrets|appdata[/\\]|(?:vs|pro|pure-?|wu-)ftp|(?:[a-z]{1,16}[._-]){0,3}(?:access|error|stats|login|ssl)[._-]? ?log)|%[/\\]|\.(?:(?:env|ssh|gnupg|azure)(?!\w)|password-store|aws[/\\]|kube[/\\]|docker(?:cfg|env|[/\\])|git[/\\-]|svn[/\\]|hg[/\\]|n8n[/\\]|idea[/\\]|vscode[/\\]|cargo[/\\]|gem[/\\]|npmrc|pypirc|netrc|pgpass|my\.cnf|ht(?:passwd|access)|[a-z_]{2,16}_history|lesshst|viminfo|vault-|boto|s3cfg|rhosts|config(?!\w)|terraform\.|tfstate|(?:sock|ini|dat|dit|sys|key|kdbx|ppk|php|xml|inf|conf|cnf|cf|err|pid|enc|properties)(?!\w))|_(?:rsa|dsa|ecdsa|ed25519|netrc|key|default_cred)|-inf[/\\]|%(?:[0-9a-f]{2}|u|[^\x00-\x7f])|\\[uUx]|\\\\?[.?]|&(?:#|amp;|period|sol|bsol)|0x[25][cef]|[\x00-\x08\x0e-\x1f]`, nonAscii: foldableCharacters });
