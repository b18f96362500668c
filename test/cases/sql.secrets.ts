import type { CaseFile } from './case-file.ts';

export default {
  rule: 'sql.secrets',
  attacks: [
    ['sql', 'SELECT user, authentication_string FROM mysql.user'],
    ['sql', 'select * from `mysql`.`user`'],
    ['sql', 'SELECT * FROM mysql/**/./**/user'],
    ['sql', 'SELECT usename, passwd FROM pg_shadow'],
    ['sql', 'SELECT rolpassword FROM pg_catalog.pg_authid'],
    ['sql', 'SELECT name, password_hash FROM sys.sql_logins'],
    ['sql', 'SELECT * FROM master..sysxlogins'],
    ['sql', 'SELECT name, spare4 FROM sys.user$'],
    ['sql', 'SELECT username, password FROM dba_users'],
    ['sql', 'SELECT * FROM [sys].[credentials]'],
    // Fillers.
    ['sql', `SELECT * FROM mysql${' '.repeat(30)}.${' '.repeat(30)}user`],
    ['sql', `SELECT * FROM sys/* a */./* b */credentials`],
    ['sql', `SELECT ${"'', ".repeat(1600)} * FROM mysql/**/.user`],
    ['sql', 'SELECT * FROM "sys"."user$"'],
  ],
  benign: [
    ['sql', 'SELECT table_name FROM information_schema.tables'],
    ['sql', 'SELECT email FROM users WHERE id = 1'],
    ['sql', 'SELECT \'mysql.user\' AS t'],
    ['sql', 'SELECT * FROM mysql_user_groups'],
    ['sql', 'SELECT user FROM sessions -- pg_shadow'],
    ['sql', 'SELECT * FROM pg_stat_activity'],
    ['sql', 'SELECT rolname FROM pg_roles'],
    ['sql', 'SELECT name FROM sys.tables'],
    ['sql', 'SELECT note FROM t WHERE note LIKE \'%pg_authid%\''],
    ['sql', `SELECT ${"'mysql.user', ".repeat(2000)} 1`],
    ['sql', 'SELECT id FROM credentials WHERE owner = 4'],
  ],
} satisfies CaseFile;
