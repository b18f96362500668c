import type { CaseFile } from './case-file.ts';

export default {
  rule: 'sql.stacked',
  attacks: [
    ['sql', 'SELECT * FROM t; DROP TABLE t'],
    ['sql', 'SELECT 1;/**/TRUNCATE t'],
    ['sql', 'SELECT name FROM users WHERE id = 1; DELETE FROM users'],
    ['sql', 'select 1; update users set role = \'admin\' where id = 5'],
    ['sql', 'SELECT 1; INSERT INTO users VALUES (1)'],
    ['sql', 'SELECT 1 -- x\n; GRANT ALL ON t TO bob'],
    ['sql', 'SELECT \';\' ; ALTER TABLE t ADD c int'],
    ['sql', 'SELECT \'it\'\'s\'; CREATE USER eve'],
    ['sql', 'SELECT \'\\\'; DROP TABLE t; -- \' FROM u'],
    ['sql', 'SELECT 1 /*!; drop table t*/'],
    ['sql', 'SELECT * FROM t WHERE id = 1 DROP TABLE t'],
    ['sql', 'WITH a AS (SELECT 1) SELECT * FROM a; EXEC f'],
    ['sql', 'SELECT 1;;SHUTDOWN'],
    ['sql', '(SELECT 1); REVOKE ALL ON t FROM bob'],
  ],
  benign: [
    ['sql', 'SELECT 1; SELECT 2'],
    ['sql', 'SELECT * FROM t WHERE note = \'a; DROP TABLE t\''],
    ['sql', 'SELECT * FROM t; -- drop table t'],
    ['sql', 'SELECT * FROM t /* ; delete from t */'],
    ['sql', 'BEGIN; UPDATE t SET a = 1 WHERE id = 2; COMMIT;'],
    ['sql', 'CREATE TABLE t (a int); INSERT INTO t VALUES (1);'],
    ['sql', 'SELECT update_time, insert_id FROM t;'],
    ['sql', 'INSERT INTO t (a) VALUES (\'; drop table t\');'],
    ['sql', 'WITH d AS (DELETE FROM t WHERE id = 1 RETURNING *) SELECT * FROM d'],
    ['sql', 'SELECT a FROM b; EXPLAIN SELECT 1'],
    ['sql', 'SET search_path TO x; SELECT 1'],
  ],
} satisfies CaseFile;
