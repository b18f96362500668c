import type { ResultCaseFile } from './case-file.ts';

export default {
  rule: 'url-password',
  attacks: [
    'postgres://app:«hunter2»@db.example.com:5432/app',
    'https://user:«pass»@example.com/',
    `ftp://${'\u0438'.repeat(60)}:«pass»@example.com/`,
    `ftp://user:«${'\u4e2d'.repeat(80)}»@example.com/`,
    'mongodb+srv://admin:«p%40ss»@cluster0.example.net/test',
    'redis://:«s3cr3t»@cache:6379/0',
    'amqp://guest:«guest»@rabbit/vhost',
    'DATABASE_URL=mysql://root:«toor»@localhost/db',
    ['url', 'ftp://a:«b»@files.example.com'],
    'smtp://mailer:«x1y2z3»@mail.example.com',
    'see (https://ci:«t0k3n»@git.example.com/a/b.git), then',
    'postgres://u:«a:b:c»@h/d',
  ],
  benign: [
    'https://example.com:8080/@scope/package',
    'https://example.com/user:name@host',
    'postgres://app@db.example.com/app',
    'postgres://app:${DB_PASSWORD}@db/app',
    'postgres://app:<password>@db/app',
    'postgres://app:{password}@db/app',
    'https://user:%s@host/',
    'http://localhost:3000',
    'mailto:user@example.com',
    'https://user:***@example.com',
    'https://user:$PASS@example.com',
    'git@github.com:owner/repo.git',
    'https://medium.com/@writer/a-story:part@2',
  ],
} satisfies ResultCaseFile;
