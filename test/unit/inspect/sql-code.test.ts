import { describe, expect, it } from 'vitest';
import { inspect } from '../../../src/core/inspect/inspect.ts';
import { sqlCode } from '../../../src/core/inspect/sql-code.ts';
import { scanForDangers } from '../../../src/core/inspect/sql-scan.ts';
import { lookByRegExp } from '../../../src/core/inspect/triggers.ts';

describe('what an SQL text runs', () => {
  it.each([
    ["SELECT 'a; b' FROM t", "select '' from t"],
    ["SELECT 'it''s' -- x\n, 1", "select ''  \n, 1"],
    ["SELECT 'a', ('b', 2), 'c' || 'd'", "select '' || ''"],
    ['SELECT "a", `b`, [c] FROM t', 'select a, b, c from t'],
    ['SELECT "a long text"', "select ''"],
    ['DROP/* x */TABLE t', 'drop table t'],
    ["LANGUAGE 'c' STRICT 'x'", "language 'language' strict ''"],
    ["COPY t FROM 's3://a'", "copy t from 'url'"],
    ["SELECT 'never closed", "select ''"],
    ['SELECT a[1] - b', 'select a1 - b'],
    ['SELECT U&"a"', 'select u&""'],
  ])('%s', (text, code) => {
    expect(sqlCode(text)).toEqual([code]);
  });

  it.each([
    ['a backslash', "'\\'; DROP TABLE t; --'", "''; drop table t;  "],
    ['a backslash that escapes', "'\\', ', SLEEP(1), '", "'', sleep(1), ''"],
    ['a number sign', "a #b's\nDROP", 'a  \ndrop'],
    ['dashes without a blank', 'SELECT 1--1; DROP TABLE t', 'select 1--1; drop table t'],
    ['dollar quotes', "SELECT $a$'$a$; DROP TABLE t", 'select $$; drop table t'],
    ['a long tag', `SELECT $${'a'.repeat(99)}$'$${'a'.repeat(99)}$; DROP TABLE t`, 'select $$; drop table t'],
    ['a block of code', 'DO $$ BEGIN x; END $$', 'do $$ begin x; end $$'],
    ["Oracle's quotes", "SELECT q'[']', utl_http.request('x')", "select q'', utl_http.request('')"],
    ['marked escapes', "SELECT E'\\''; DROP TABLE t", "select e''; drop table t"],
    ['comments that are run', '/*!50000DROP*/ TABLE t', ' drop  table t'],
    ["MariaDB's own", '/*M!DROP*/ TABLE t', ' drop  table t'],
    ['the same as comments', "/*! ' */ DROP TABLE t", '  drop table t'],
    ['comments in comments', "/* /* */ ' */ DROP TABLE t", '  drop table t'],
    ['comments that end at once', '/* /* */ DROP TABLE t', '  drop table t'],
    ['names in brackets that hold anything', "[a'b] DROP TABLE t --'", "'' drop table t  "],
    ['control characters', 'DROP\x01TABLE t', 'drop table t'],
    ['an array', "['a', b]; DROP TABLE t", "['', b]; drop table t"],
  ])('is read as each database does: %s', (_, text, code) => {
    expect(sqlCode(text)).toContain(code);
  });
});

describe('SQL that takes too long to read', () => {
  it.each([
    ['long', 'a '.repeat(50_000)],
    ['long for several ways of reading', `${'a '.repeat(20_000)} '\\' # $$`],
    ['full of strings', "a'b'".repeat(4000)],
    ['full of comments in comments', '/* /*'.repeat(4000)],
    ['full of control characters', 'a\x01'.repeat(4000)],
  ])('is not: %s', (_, text) => {
    expect(sqlCode(text)).toBeUndefined();
  });

  it.each([
    ['a list of many strings', `INSERT INTO t VALUES ${"('a', 1, 'b'), ".repeat(4000)}`],
    ['a control character in a string', "SELECT '\x01'"],
  ])('is, though it looks so: %s', (_, text) => {
    expect(sqlCode(text)).toHaveLength(1);
  });

  const rows = '(1),'.repeat(30_000);

  it('is refused when it is suspicious', () => {
    expect(inspect(`INSERT INTO t VALUES ${rows}; DROP TABLE t`, 'sql', lookByRegExp)).toBe('sql.execute');
  });

  it('passes when it is not', () => {
    expect(inspect(`INSERT INTO t VALUES ${rows}`, 'sql', lookByRegExp)).toBeUndefined();
  });
});

describe('a statement with more dangerous forms than are told apart', () => {
  it('breaks every rule', () => {
    expect(scanForDangers('drop table t; '.repeat(600))).toContain('sql.execute');
    expect(scanForDangers('copy t; '.repeat(300))).toContain('sql.file');
  });

  it('does not with as many as scripts have', () => {
    expect([...scanForDangers('drop table t; '.repeat(400))]).toEqual(['sql.destructive']);
  });
});
