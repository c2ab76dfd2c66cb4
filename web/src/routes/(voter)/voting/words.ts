/**
 * A standing in words: one headline, and what it means for the person who reads it.
 *
 * `go` asks for something, `good` is done, `warn` waits, `bad` must be shown to a teller.
 */
import { m } from '#lib/paraglide/messages.js';
import { phoneSentence } from '#lib/refusals-phone.ts';
import type { Keeps, Standing } from './standing.ts';
import type { Check } from './wallet.ts';

export interface Said {
  readonly tone: 'plain' | 'go' | 'good' | 'warn' | 'bad';
  readonly headline: string;
  readonly notes: readonly string[];
}

export function said(standing: Standing): Said {
  switch (standing.at) {
    case 'not_yet':
      return { tone: 'plain', headline: m.voter_shared_not_yet(), notes: [m.voter_shared_not_yet_note()] };
    case 'elsewhere':
      return { tone: 'warn', headline: m.voter_elsewhere(), notes: [m.voter_elsewhere_note()] };
    case 'preparing': {
      const { fault } = standing;
      if (fault === 'signature') return { tone: 'bad', headline: m.voter_preparing_bad(), notes: [] };
      const notes = fault === null ? [m.voter_preparing_why()] : [phoneSentence(fault)];
      return { tone: fault === null ? 'plain' : 'warn', headline: m.voter_preparing(), notes };
    }
    case 'ready':
      return { tone: 'good', headline: m.voter_ready(), notes: [m.voter_ready_why()] };
    case 'open':
      return {
        tone: standing.why === null ? 'go' : 'warn',
        headline: m.voter_open(),
        notes: standing.why === null ? [] : [phoneSentence(standing.why)],
      };
    case 'sending': {
      const refused = standing.why !== null && standing.why !== 'offline' ? [phoneSentence(standing.why)] : [];
      return { tone: 'warn', headline: m.voter_sending(), notes: [...refused, m.voter_sending_note()] };
    }
    case 'unanswered':
      return {
        tone: 'warn',
        headline: m.voter_unanswered(),
        notes: [standing.kept ? m.voter_unanswered_note() : m.voter_unanswered_off()],
      };
    case 'not_counted':
      return { tone: 'warn', headline: m.voter_not_counted(), notes: [] };
    case 'conflict':
      return { tone: 'bad', headline: m.voter_conflict(), notes: [m.voter_conflict_note()] };
    case 'counted':
      return standing.genuine
        ? { tone: 'good', headline: m.voter_counted(), notes: [COUNTED[standing.keeps]()] }
        : { tone: 'bad', headline: m.voter_counted_bad(), notes: [] };
    case 'checked':
      return checked(standing.check);
    case 'not_voted':
      return { tone: 'plain', headline: m.voter_not_voted(), notes: [] };
    case 'no_right':
      return { tone: 'plain', headline: m.voter_no_right(), notes: [] };
  }
}

function checked(check: Check): Said {
  switch (check.found) {
    case 'all':
      return { tone: 'good', headline: m.voter_checked(), notes: [m.voter_checked_note({ lines: check.lines })] };
    case 'missing': {
      const { absent, lines } = check;
      return { tone: 'bad', headline: m.voter_missing(), notes: [m.voter_missing_note({ absent, lines })] };
    }
    case 'record_wrong':
      return { tone: 'bad', headline: m.voter_record_wrong(), notes: [WRONG[check.what]()] };
  }
}

const COUNTED = {
  all: m.voter_counted_note,
  off: m.voter_counted_off,
  shared: m.voter_counted_shared,
} satisfies Record<Keeps, () => string>;

const WRONG = {
  signature: m.voter_record_wrong_signature,
  key: m.voter_record_wrong_key,
  paper: m.voter_record_wrong_paper,
  issuer: m.voter_record_wrong_issuer,
  tree: m.voter_record_wrong_tree,
} satisfies Record<Extract<Check, { found: 'record_wrong' }>['what'], () => string>;
