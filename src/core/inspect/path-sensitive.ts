import { pathKinds } from './path-reading.ts';
import type { Inspector } from './rule.ts';

/** Finds paths that name a file or folder of secrets, accounts or system state. */
export const pathSensitive: Inspector = {
  rule: 'path.sensitive',
  kinds: pathKinds,
  whole: true,
  trigger: String.raw`[/\\](?:(?:etc|proc|sys|dev|run|root|var|windows|winnt|system32|repair|sysprep|panther)[/\\]|passwd|g?shadow|sudoers|login data|logins\.|key[34]\.)|\.(?:(?:env|ssh|gnupg|azure)(?!\w)|aws[/\\]|kube[/\\]|docker(?:cfg|[/\\])|git[/\\-]|svn[/\\]|npmrc|pypirc|netrc|pgpass|my\.cnf|ht(?:passwd|access)|[a-z]{2,8}_history|vault-|boto|s3cfg|rhosts|config(?!\w)|terraform\.|(?:sock|ini|dat|dit|sys|key|kdbx|ppk|php|xml|inf)(?!\w))|_(?:rsa|dsa|ecdsa|ed25519|netrc|key|default_cred)|-inf[/\\]|%(?:[0-9a-f]{2}|u)|\\[ux]|\\\\?[.?]|&(?:#|period|sol|bsol)|0x[25][cef]|[\x00-\x08\x0e-\x1f]`,
  nonAscii: String.raw`\u2024\u2044\u2215\u2216\u29f5\u29f8\ufe52\ufe68\uff0e\uff0f\uff3c\uff21-\uff3a\uff41-\uff5a`,
  finds: (subject) => subject.isPath && subject.paths.some(namesSensitiveFile),
};

/** Whether a decoded, lower-case path names such a file. Names are matched by whole segments, not as substrings. */
export function namesSensitiveFile(path: string): boolean {
  // `/etc/./passwd`, `/etc//passwd`, `/x/../etc/passwd`: for a name only the segments count.
  const plain = path.replace(/\/[./]*\//g, '/');
  return unixSystem.test(plain) || unixSecret.test(plain) || applicationSecret.test(plain) || windowsSystem.test(plain);
}

const unixSystem =
  /\/(?:etc\/(?:passwd|shadow|gshadow|opasswd|master\.passwd|group|hosts|hostname|issue|fstab|exports|sudoers|crontab|cron\.\w+|security|pam\.d|ssh|ssl\/private|pki\/tls\/private|krb5\.keytab|my\.cnf|mysql|kubernetes|rancher|wireguard|openvpn|ipsec\.secrets|letsencrypt|networkmanager\/system-connections|inetd\.conf|redhat-release|subuid|subgid|ld\.so\.preload|resolv\.conf|motd)|proc\/(?:self|thread-self|\d{1,10}|kcore|kallsyms|keys|version|cmdline|mounts|sched_debug|net|sysrq-trigger|sys\/kernel)|sys\/(?:firmware|hypervisor|kernel\/(?:debug|security))|dev\/(?:k?mem|port|tcp|udp)|(?:var\/)?run\/(?:secrets|containerd|crio)|var\/(?:db\/shadow|lib\/(?:kubelet|etcd)|spool\/cron|backups\/g?shadow|log\/(?:auth|secure|wtmp|btmp|lastlog|faillog))|root\/\.\w)(?![\w-])|(?:^|[/:=.])etc\/(?:passwd|g?shadow|sudoers)(?![\w-])/;

const unixSecret =
  /(?:^|[/:=?&'"(,;])(?=[._a-z])(?:\.ssh|\.gnupg|\.azure|\.aws\/(?:credentials|config|sso)|\.kube\/(?:config|cache)|\.docker\/(?:config\.json|secrets)|\.dockercfg|[._]netrc|\.pgpass|\.my\.cnf|\.git-credentials|\.git\/(?:config|hooks|credentials)|\.svn\/(?:entries|wc\.db)|\.npmrc|\.pypirc|\.ht(?:passwd|access)|\.[a-z]{2,8}_history|\.vault-token|\.boto|\.s3cfg|\.rhosts|\.config\/(?:gcloud|gh\/hosts\.yml)|\.terraform\.d\/credentials|docker\.sock|id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?(?!\.pub)|ssh_host_\w{1,20}_key(?!\.pub)|application_default_credentials\.json)(?![\w-])/;

const applicationSecret =
  /(?:^|[/:=?&'"(,;])(?=[\w.])(?:\.env(?:\.(?!example|sample|template|dist|defaults?|schema|test)[\w-]{1,40})*(?![\w-]|\.(?:example|sample|template|dist|defaults?|schema|test))|(?:wp-config|localsettings|configuration)\.php|web-inf(?:\/\w{0,40}|web)|(?:web|machine|applicationhost)\.config|config\/master\.key|[^/]{1,64}\.(?:kdbx|ppk)$|logins\.json|key[34]\.db|(?<=\/)login data)(?![\w-])/;

const windowsSystem =
  /(?:^|[/:=?&'"(,;])(?=[bghnpsuw])(?:(?:windows|winnt)\/(?:repair|ntds|panther|win\.ini|system\.ini|php\.ini|system32\/(?:config|drivers\/etc|inetsrv|cmd\.exe|sysprep|license\.rtf|eula\.txt))|system32\/(?:config|drivers\/etc|inetsrv)|boot\.ini|win\.ini|ntuser\.(?:dat|ini)|ntds\.dit|unattend\.xml|sysprep\.inf|(?:pagefile|hiberfil)\.sys|physicaldrive\d|globalroot)(?![\w-])/;
