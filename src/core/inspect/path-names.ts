/** Whether a decoded, lower-case path names a file of secrets or system state. Names are matched by whole segments, not as substrings. */
export function namesSensitiveFile(path: string): boolean {
  // `/etc/./passwd`, `/etc//passwd`, `/x/../etc/passwd`: for a name only the segments count.
  const plain = path.replace(/\/[./]*\//g, '/');
  return (
    unixSystem.test(plain) || unixSecret.test(plain) || applicationSecret.test(plain) || windowsSystem.test(plain) || userStore.test(plain) ||
    (systemFolder.test(plain) && serverFile.test(plain)) || namesByWildcard(plain)
  );
}

const unixSystem =
  /\/(?:etc\/(?:(?:passwd|shadow|group|subuid|subgid)-?|gshadow-?|opasswd|master\.passwd|hosts(?:\.(?:allow|deny|equiv))?|hostname|issue|fstab|exports|sudoers|crontab|anacrontab|cron\.\w+|at\.(?:allow|deny)|security|pam\.(?:d|conf)|ssh|ssl\/private|pki\/tls\/private|krb5\.(?:keytab|conf)|my\.cnf|mysql|kubernetes|rancher|wireguard|openvpn|ipsec\.(?:secrets|conf)|letsencrypt|networkmanager\/system-connections|netplan|network\/interfaces|inetd\.conf|inittab|redhat-release|environment|rc\.local|profile\.d|ld\.so\.preload|resolv\.conf|motd|gitlab\/gitlab\.rb|[uw]tmp)|proc\/(?:self|thread-self|\d{1,10}|kcore|kallsyms|keys|version|cmdline|mounts|sched_debug|net|config\.gz|sysrq-trigger|sys\/kernel)|sys\/(?:firmware|hypervisor|class\/dmi|kernel\/(?:debug|security))|dev\/(?:k?mem|port|tcp|udp|fd\/\d)|(?:var\/)?run\/(?:secrets|containerd|crio|[uw]tmp)|var\/(?:db\/shadow|lib\/(?:kubelet|etcd|docker\/\w|cloud\/instances?|waagent|mysql\/mysql|php\d?\/sessions?)|spool\/cron|mail|spool\/mail|backups\/(?:g?shadow|passwd|group)|log\/(?:auth|secure|wtmp|btmp|lastlog|faillog)|adm\/[uw]tmpx?|jenkins_home\/secrets)|tmp\/sess_\w+|root\/\.\w+)(?![\w-])|etc\/(?:passwd|g?shadow|sudoers)(?![\w-])/;

const unixSecret =
  /(?:^|[/:=?&'"(,;}%])(?=[._a-z])(?:\.ssh|\.gnupg|\.azure|\.password-store|\.aws\/(?:credentials|config|sso)|\.kube\/(?:config|cache)|\.docker\/(?:config\.json|secrets)|\.dockercfg|\.dockerenv|[._]netrc|\.pgpass|\.my\.cnf|\.git-credentials|\.git\/(?:config|hooks|credentials|head|index|logs)|\.svn\/(?:entries|wc\.db)|\.hg\/(?:hgrc|store)|\.npmrc|\.pypirc|\.ht(?:passwd|access)|\.[a-z_]{2,16}_history|\.lesshst|\.viminfo|\.vault-token|\.boto|\.s3cfg|\.rhosts|\.config\/(?:gcloud|gh\/hosts\.yml|rclone|hub)|\.cargo\/credentials|\.m2\/settings(?:-security)?\.xml|\.gradle\/gradle\.properties|\.gem\/credentials|\.composer\/auth\.json|\.terraform\.d\/credentials|\.n8n\/config|\.vscode\/sftp\.json|\.idea\/(?:datasources|webservers)|docker\.sock|id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?(?!\.pub)|ssh_host_\w{1,20}_key(?!\.pub)|application_default_credentials\.json)(?![\w-])/;

const applicationSecret =
  /(?:^|[/:=?&'"(,;])(?=[\w.])(?:\.env(?:\.(?!example|sample|template|dist|defaults?|schema|test)[\w-]{1,40})*(?![\w-]|\.(?:example|sample|template|dist|defaults?|schema|test))|(?:wp-config|localsettings|configuration|config\.inc)\.php|(?:web|meta)-inf\/(?:\w{0,40}\.xml|classes|context)|web-inf(?:\/\w{0,40}|web)|sites\/default\/settings\.php|app\/etc\/(?:local\.xml|env\.php)|(?:web|machine|applicationhost)\.config|config\/(?:master\.key|secrets\.ya?ml|credentials\.yml\.enc)|gitlab-secrets\.json|tomcat-users\.xml|(?:jenkins\/|jenkins_home\/)credentials\.xml|terraform\.tfstate|oauth-private\.key|[^/]{1,64}\.(?:kdbx|ppk)$|logins\.json|key[34]\.db|(?<=\/)login data)(?![\w-])/;

/** Where browsers, keyrings and clients of users keep what they remember. */
const userStore =
  /\/(?:share\/keyrings|library\/keychains|(?:firefox|thunderbird)\/(?:[^/]{1,64}\/){0,2}(?:cookies\.sqlite|logins\.json|key[34]\.db|signons\.sqlite)|(?:google-chrome|chromium|chrome\/user data|edge\/user data|brave-browser)\/[^/]{1,32}\/(?:network\/)?(?:cookies|login data|web data)|appdata\/(?:roaming|local)\/(?:microsoft\/(?:credentials|protect|vault|windows\/powershell\/psreadline)|filezilla))(?![\w-])|\/(?:sitemanager|recentservers)\.xml$|\/consolehost_history\.txt$/;

const windowsSystem =
  /(?:^|[/:=?&'"(,;}%])(?=[bghinpsuw])(?:(?:windows|winnt|systemroot%|windir%)[. ]*\/(?:repair|ntds|panther|debug\/netsetup\.log|desktop\.ini|win\.ini|system\.ini|php\.ini|my\.ini|system32\/(?:config|drivers\/etc|inetsrv|logfiles|cmd\.exe|sysprep|license\.rtf|eula\.txt))|system32\/(?:config|drivers\/etc|inetsrv)|inetpub\/logs|boot\.ini|win\.ini|ntuser\.(?:dat|ini)|ntds\.dit|unattend(?:ed)?\.(?:xml|txt)|autounattend\.xml|sysprep\.(?:inf|xml)|(?:pagefile|hiberfil)\.sys|physicaldrive\d|harddiskvolumeshadowcopy\d|globalroot)(?![\w-])/;

/** Where servers are installed and write; the same names in a project's folder are ordinary work. */
const systemFolder =
  /^\/?(?:[a-z]:)?\/(?:etc|(?:private\/)?var\/(?:log|adm|www\/logs|run|lib)|usr\/(?:local|lib|pkg|ports)|opt|logs?|xampp|lampp|wamp\w{0,4}|apache\w{0,4}|php\w{0,4}|mysql|nginx|httpd|inetpub|program ?files[^/]{0,8}|volumes|library|private|system)\//;
/** Logs that an attacker can write into, and what configures servers. */
const serverFile =
  /\/(?:(?:[a-z]{1,16}[._-]){0,3}(?:access|error|stats|login|ssl)[._-]? ?logs?|xferlog|(?:vs|pro|pure-?|wu-)ftpd?(?:\.(?:conf|log|pdb|passwd))?|mysqld?(?:[._-](?:bin|slow|err|error))*\.(?:log|err|pid)|[uw]tmpx?|exim_?\w{0,8}log|maillog|httpd\.conf|apache2?\.conf|php\w?\.ini|my\.(?:cnf|ini)|proftpd\.conf|lighttpd\.conf|sendmail\.(?:ini|cf)|webalizer\.conf|filezilla server\.xml|ftphosts|(?:php\.d\/\w{1,16}|sysctl|logrotate\.d\/vsftpd)\.(?:ini|conf|log)|sessions?\/(?:sess_\w*)?)(?:\.\d{1,3})?(?:\.(?:gz|bz2|xz|old|bak))? *$/;

const wildcardName = /\/etc\/([a-z]{0,16})[*?[{$][^/]{0,64}?([a-z]{0,16})\]?\}?$/;
const accounts = ['passwd', 'shadow', 'sudoers'];

/** `/etc/p?sswd`, `/etc/{passwd,x}`: some functions that open files take wildcards. */
function namesByWildcard(path: string): boolean {
  if (!path.includes('/etc/')) return false;
  const [whole, head = '', tail = ''] = wildcardName.exec(path) ?? [];
  if (whole === undefined) return false;
  return accounts.some((name) => whole.includes(name) || (head + tail !== '' && name.length > head.length + tail.length && name.startsWith(head) && name.endsWith(tail)));
}
