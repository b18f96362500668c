import { describe, expect, it } from 'vitest';
import { inspect } from '../../../src/core/inspect/inspect.ts';
import { sqlCode } from '../../../src/core/inspect/sql-code.ts';
import { lookByRegExp } from '../../../src/core/inspect/triggers.ts';

describe('what an SQL text runs', () => {
  it.each([
    ["SELECT 'a; b' FROM t", "SELECT '' FROM t"],
    ["SELECT 'it''s' -- x\n, 1", "SELECT ''''  \n, 1"],
    ['SELECT "a", `b`, [c] FROM t', 'SELECT a, b, c FROM t'],
    ['SELECT "a long text"', "SELECT ''"],
    ['DROP/* x */TABLE t', 'DROP TABLE t'],
    ['/*!50000DROP*/ TABLE t', ' DROP  TABLE t'],
    ["LANGUAGE 'c' STRICT 'x'", "LANGUAGE 'c' STRICT ''"],
    ["COPY t FROM 's3://a'", "COPY t FROM 'url'"],
    ["SELECT 'never closed", "SELECT ''"],
    ['SELECT a[1] - b', 'SELECT a1 - b'],
  ])('%s', (text, code) => {
    expect(sqlCode(text)).toEqual([code]);
  });

  it.each([
    ['a backslash', "'\\'; DROP TABLE t; --'", "''; DROP TABLE t;  "],
    ['a backslash that escapes', "'\\', ', SLEEP(1), '", "'', SLEEP(1), ''"],
    ['a number sign', "a #b's\nDROP", 'a  \nDROP'],
    ['dashes without a blank', 'SELECT 1--1; DROP TABLE t', 'SELECT 1--1; DROP TABLE t'],
    ['dollar quotes', "SELECT $a$'$a$; DROP TABLE t", "SELECT ''; DROP TABLE t"],
    ['a block of code', 'DO $$ BEGIN x; END $$', 'DO $$ BEGIN x; END $$'],
    ["Oracle's quotes", "SELECT q'[']', utl_http.request('x')", "SELECT '', utl_http.request('')"],
    ['marked escapes', "SELECT E'\\''; DROP TABLE t", "SELECT E''; DROP TABLE t"],
  ])('is read as each database does: %s', (_, text, code) => {
    expect(sqlCode(text)).toContain(code);
  });
});

describe('SQL longer than is read', () => {
  const rows = '(1),'.repeat(10_000);

  it('is refused when it is suspicious', () => {
    expect(inspect(`INSERT INTO t VALUES ${rows}; DROP TABLE t`, 'sql', lookByRegExp)).toBe('sql.stacked');
  });

  it('passes when it is not', () => {
    expect(inspect(`INSERT INTO t VALUES ${rows}`, 'sql', lookByRegExp)).toBeUndefined();
  });
});
