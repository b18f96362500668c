/** Programs that people begin command lines with: of Unix systems, of developers, of Windows. Words of ordinary English are in {@link ambiguous} too. */
const names =
  'elif esbuild eslint husky jest lerna mocha nvm nyc nx prettier rimraf rollup standard stylelint tap ts-node tsd tshy tsx turbo vite vitest webpack xo ' +
  'adduser alias ansible ansible-playbook apk apt apt-cache apt-get aria2c arp at awk aws az base64 basename bash bazel bc bg bind brew bun bunzip2 busybox bzip2 ' +
  'cal cargo cat cd certbot chattr chgrp chmod chown chroot clang clear cmake cmp col column comm composer conda convert cp cpio cron crontab csplit curl cut ' +
  'dash date dd declare defaults deno df diff dig dir dirname dmesg dnf docker docker-compose dotnet dpkg du ' +
  'echo egrep emacs env eval exec exit expand export expr false fdisk ffmpeg ffprobe fg fgrep file find flatpak fmt fold free fuser ' +
  'g++ gawk gcc gcloud gdb gem getent getfacl gh git go gpg gradle grep groupadd groups gsutil gunzip gzip ' +
  'head helm hexdump history host hostname htop iconv id ifconfig install invoke-command iostat ip iptables java javac jobs join journalctl jq ' +
  'kill killall kubectl last ldd less let ln local locate logger login ls lsattr lsblk lsof lspci lsusb ' +
  'make man md5sum mkdir mkfifo mktemp mkfs mknod modprobe mongo more mount mpstat mv mvn mysql mysqldump mapfile ' +
  'nano nc ncat netcat netstat nginx nice nl nmap nmcli node nohup npm npx nproc nslookup ntpdate od openssl ' +
  'passwd paste patch perl pgrep php pidof ping ping6 pip pip3 pipenv pkill pnpm poetry popd ps psql pstree pushd pwd pwsh pytest python python2 python3 ' +
  'R rails rclone read readarray readlink realpath redis-cli rename renice reset rev rg rm rmdir route rpm rsync ruby rustc rustup ' +
  'sar sbt scp screen script sdiff sed seq service set setfacl sftp sh sha1sum sha256sum shasum shopt shred shuf sleep snap socat sort source split sqlite3 ss ssh ssh-add ssh-copy-id ssh-keygen stat strace strings su sudo sum svn swapoff swapon sync sysctl systemctl ' +
  'tac tail tar tasklist taskkill tcpdump tee telnet terraform test time timeout tmux top touch tput tr traceroute tree true truncate tsc tty type ' +
  'uglifyjs ulimit umask umount unalias uname uncompress unexpand uniq unlink unrar unset unxz unzip uptime useradd userdel usermod uv vagrant vi vim vmstat ' +
  'w wait watch wc wget whatis whereis which who whoami whois xargs xxd xz yarn yes yum zcat zgrep zip zsh zypper ' +
  'attrib bcdedit bitsadmin certutil cipher cls cmd copy del diskpart erase fc findstr format get-childitem get-content get-process icacls ipconfig md mklink move msiexec mshta net netsh nltest powershell query rd reg regsvr32 ren remove-item robocopy start rundll32 sc schtasks shutdown systeminfo tasklist vssadmin wbadmin wevtutil wmic xcopy';

const known: ReadonlySet<string> = new Set(names.toLowerCase().split(' '));

/** Those that sentences begin with as well. */
const words =
  'at clear col column convert copy cut date declare erase exit expand export false file find fold format free groups head history host install join kill last less let local locate login make man more mount move ' +
  'name paste patch query read rename reset route screen script service set sleep sort source split standard start stat strings sum sync tail tap test time touch top tree true type wait watch who yes';

const ambiguous: ReadonlySet<string> = new Set(words.split(' '));

/** What the first word of a text is: the name of a program, one that is a word of English too, or neither. */
export function classifyName(name: string): 'program' | 'word' | undefined {
  const plain = name.toLowerCase().replace(/\.(?:exe|com|ext[234]|xfs|btrfs|vfat|fat|ntfs)$/, '');
  if (ambiguous.has(plain)) return 'word';
  return known.has(plain) ? 'program' : undefined;
}
