/** What a receipt proves, in the words of a teller (监票人) who has the bundle in front of them. */
import type { Judgement } from '../src/index.ts';

interface Said {
  /** False only when somebody has to answer for it. */
  readonly holds: boolean;
  readonly zh: string;
  readonly en: string;
}

export const JUDGED = {
  counted: { holds: true, zh: '回执有效，此票各项均已计入', en: 'The receipt is genuine and every answer is counted' },
  listed: { holds: true, zh: '回执有效，此票已计入', en: 'The receipt is genuine and its ballot is in the record' },
  dropped: {
    holds: false,
    zh: '回执有效，但记录中没有此票：系统收票后丢弃',
    en: 'The receipt is genuine and its ballot is missing: it was taken and then dropped',
  },
  altered: {
    holds: false,
    zh: '回执有效，但此票的选项被改动',
    en: 'The receipt is genuine and the answers in the record are others',
  },
  receipts_off: {
    holds: false,
    zh: '本项表决不发回执，会议密钥却签发了这份回执：系统违反了票面规定',
    en: 'This poll gives no receipts, yet the event key has signed one: the server broke what the paper says',
  },
  not_genuine: {
    holds: true,
    zh: '不是本次会议的回执，不能证明任何事',
    en: 'Not a receipt of this event: it proves nothing',
  },
  other_ballot: {
    holds: true,
    zh: '出示的票不是回执所指的票',
    en: 'The ballot that was shown is not the one of the receipt',
  },
  not_in_bundle: {
    holds: true,
    zh: '核验包中没有此项表决：请取封存后的核验包',
    en: 'The poll of this receipt is not in the bundle: get one made after its seal',
  },
  bundle_broken: { holds: false, zh: '核验包不成立', en: 'The bundle does not hold' },
} as const satisfies Record<Judgement['verdict'], Said>;
