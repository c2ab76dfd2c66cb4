/**
 * What a teller (监票人) must be told of a sealed poll besides its figures: a rehearsal, no receipts, whose acts, corrections.
 *
 * Reasons and names are somebody's words in a file from anywhere, so what could move a terminal's cursor is left out.
 */
import { correctionsOf, recordHash, type CorrectionStep, type SealedPoll } from '../src/index.ts';

export const REHEARSAL = '演练，不是正式表决，结果不生效 · REHEARSAL: nothing here counts';
export const NO_TRAIL =
  '本文件没有办理日志，经办人无从核对 · No trail in this file: whose acts these were was not checked.';

/** One line each. */
export function remarksOn(sealed: SealedPoll): readonly string[] {
  const { definition, openedBy, closedBy, sealedBy } = sealed.record;
  const [opened, closed, by] = [openedBy, closedBy, sealedBy].map(plain);
  return [
    ...(definition.rehearsal === true ? [REHEARSAL] : []),
    `开始 ${opened} 截止 ${closed} 封存 ${by} · opened, closed and sealed by`,
    ...(definition.receipts === 'off'
      ? [
          '不发回执：手机不留可出示的内容，也没有人能证明漏计 · No receipts: no phone keeps what shows a vote, and nobody can prove a dropped one',
        ]
      : []),
    ...correctionsOf(sealed).flatMap(correctionLines),
  ];
}

function correctionLines({ at, by, reason, changed, before, after }: CorrectionStep, i: number): readonly string[] {
  const lines = changed.map((part) => {
    if (part === 'findings') return '  结论 · findings: 随组织认定而变 · as organs have said since';
    const [zh, of] = part === 'title' ? ['会议名称', before.event.title] : ['地点', before.event.place];
    return `  ${zh} · ${part}: ${plain(of)} → ${plain(after.event[part])}`;
  });
  return [
    `更正 ${i + 1} · correction ${i + 1}: ${at} ${plain(by)}: ${plain(reason)}`,
    ...lines,
    `  被更正的记录 · corrects record ${inFours(recordHash(before).slice(0, 20))}`,
  ];
}

/** As on the wall and the sheet. */
export const inFours = (text: string): string => (text.match(/.{1,4}/g) ?? []).join(' ');

const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
