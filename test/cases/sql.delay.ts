import type { CaseFile } from './case-file.ts';

export default {
  rule: 'sql.delay',
  attacks: [
    ['sql', 'SELECT SLEEP(5)'],
    ['sql', 'select sleep ( 5 )'],
    ['sql', 'SELECT 1 FROM t WHERE id = 1 AND SLEEP(5)'],
    ['sql', 'SELECT BENCHMARK(1000000, MD5(1))'],
    ['sql', 'SELECT pg_sleep(10)'],
    ['sql', 'SELECT /*!50000SLEEP*/(9)'],
    ['sql', 'WAITFOR DELAY \'0:0:5\''],
    ['sql', 'IF 1=1 WAITFOR/**/DELAY \'0:0:5\''],
    ['sql', 'SELECT DBMS_PIPE.RECEIVE_MESSAGE(\'a\', 10) FROM dual'],
    ['sql', 'BEGIN DBMS_LOCK.SLEEP(5); END;'],
    ['sql', 'SELECT IF(1=1, SLEEP(5), 0)'],
    ['sql', 'SELECT hex(randomblob(500000000/2))'],
    // Fillers.
    ['sql', `SELECT sleep${' '.repeat(40)}(5)`],
    ['sql', `SELECT sleep(${'('.repeat(40)}5))`],
    ['sql', `SELECT ${"'', ".repeat(1600)} pg_sleep/**/(5)`],
    ['sql', `SELECT ${"'', ".repeat(4000)} pg_sleep(5)`],
    ['sql', `WAITFOR${'\t'.repeat(30)}DELAY '0:0:5'`],
    ['sql', 'SELECT sleep(+5), sleep(- 1)'],
  ],
  benign: [
    ['sql', 'SELECT sleep FROM habits'],
    ['sql', 'INSERT INTO sleep (hours) VALUES (8)'],
    ['sql', 'SELECT AVG(sleep_hours) FROM nights WHERE sleep > 5'],
    ['sql', 'SELECT * FROM benchmark WHERE benchmark = \'sleep(5)\''],
    ['sql', 'INSERT INTO benchmark (name, score) VALUES (\'a\', 1)'],
    ['sql', 'SELECT 1 -- sleep(5)'],
    ['sql', 'SELECT 1 /* waitfor delay */'],
    ['sql', 'SELECT randomblob(16)'],
    ['sql', 'SELECT note FROM t WHERE note LIKE \'%pg_sleep(10)%\''],
    ['sql', `SELECT ${"'sleep(5)', ".repeat(2000)} 1`],
  ],
} satisfies CaseFile;
