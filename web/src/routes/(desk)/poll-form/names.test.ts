import { describe, expect, test } from 'vitest';
import { namesText, parseNames } from './names.ts';

describe('pasted names', () => {
  test('one a line, empty lines dropped, numbering stripped in every usual form', () => {
    const { names, issues } = parseNames('1. 赵一\n\n２\n2、钱二\r\n(3) 孙三\n（4）李四\n5．周五\n6）吴六\n');
    expect(names.map((n) => n.name)).toEqual(['赵一', '２', '钱二', '孙三', '李四', '周五', '吴六']);
    expect(issues).toEqual([]);
  });

  test('a second column is the post or unit, from a tab or a comma of either width', () => {
    const { names } = parseNames('赵一\t办公室主任\n钱二，财政局\n孙三,审计局, 副局长');
    expect(names).toMatchObject([
      { name: '赵一', note: '办公室主任' },
      { name: '钱二', note: '财政局' },
      { name: '孙三', note: '审计局, 副局长' },
    ]);
  });

  test('a number column and a heading row out of Excel are not people', () => {
    const { names } = parseNames('序号\t姓名\t职务\n1\t赵一\t局长\n2\t钱二\t');
    expect(names).toMatchObject([
      { name: '赵一', note: '局长' },
      { name: '钱二', note: '' },
    ]);
  });

  test('a third column is the category, a fourth the statement', () => {
    const { names } = parseNames('1\t赵一\t局长\t乡镇\t本年度完成三项工作\n2\t钱二\t\t部门');
    expect(names).toEqual([
      { name: '赵一', note: '局长', tag: '乡镇', statement: '本年度完成三项工作' },
      { name: '钱二', note: '', tag: '部门', statement: '' },
    ]);
  });

  test('a heading row says which column is which; unit and post are one line', () => {
    const { names } = parseNames('序号\t类别\t姓名\t单位\t职务\n1\t乡镇\t赵一\t甲乡\t乡长');
    expect(names).toMatchObject([{ name: '赵一', note: '甲乡 乡长', tag: '乡镇' }]);
  });

  test('the space that stretches a two-character name is taken out, others stay', () => {
    const { names } = parseNames('王　伟\n李 娜\nAda  Lovelace');
    expect(names.map((n) => n.name)).toEqual(['王伟', '李娜', 'Ada Lovelace']);
  });

  test('an equal line is dropped and reported with both lines', () => {
    const { names, issues } = parseNames('赵一\t局长\n钱二\n赵一\t局长');
    expect(names).toHaveLength(2);
    expect(issues).toEqual([{ kind: 'repeated', line: 3, first: 1, name: '赵一' }]);
  });

  test('a namesake with another post stays and is reported', () => {
    const { names, issues } = parseNames('王伟\t财政局\n王伟\t审计局');
    expect(names).toHaveLength(2);
    expect(issues).toEqual([{ kind: 'namesake', line: 2, first: 1, name: '王伟' }]);
  });

  test('at most 200, and the first one too many is named', () => {
    const { names, issues } = parseNames(Array.from({ length: 205 }, (_, i) => `甲${i}`).join('\n'));
    expect(names).toHaveLength(200);
    expect(issues).toEqual([{ kind: 'too_many', line: 201, name: '甲200' }]);
  });

  test('a name longer than the paper allows is refused, not cut', () => {
    const { names, issues } = parseNames('长'.repeat(121));
    expect(names).toEqual([]);
    expect(issues[0]?.kind).toBe('too_long');
  });

  test('a matter is a sentence: its commas stay', () => {
    const { names } = parseNames('1. 任命张三为财政局局长，免去其审计局局长职务', 'matters');
    expect(names).toMatchObject([{ name: '任命张三为财政局局长，免去其审计局局长职务', note: '' }]);
  });

  test('what was read can be written out and read again', () => {
    const { names } = parseNames('赵一\t办公室主任\n钱二，财政局\n孙三');
    expect(parseNames(namesText(names)).names).toEqual(names);
  });
});
